// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "checker/export/export.h"
#include "checker/export/names.h"
#include "checker/export/murphi_dialect.h"
#include "checker/export/step_code.h"

namespace mmapck::checker::exports {

using namespace program;

namespace {

constexpr const char* prelude = R"(
function divide(a: number; b: number): number;
begin return (b = 0 ? 0 : a / b); end;
function remainder_of(a: number; b: number): number;
begin return (b = 0 ? 0 : a % b); end;
function divide_unsigned(a: number; b: number): number;
begin
  if b = 0 then return 0; end;
  assert a >= 0 & b > 0 "beyond 2^40: not exported";
  return a / b;
end;
function remainder_unsigned(a: number; b: number): number;
begin
  if b = 0 then return 0; end;
  assert a >= 0 & b > 0 "beyond 2^40: not exported";
  return a % b;
end;
function power(exponent: number): number;
var result: number;
begin
  assert exponent < 40 "beyond 2^40: not exported";
  result := 1;
  for i: 0 .. 39 do if i < exponent then result := result * 2; end; end;
  return result;
end;
function shift_left(a: number; b: number): number;
begin return (a = 0 ? 0 : a * power((b + 0) & 63)); end;
function shift_right(a: number; b: number): number;
begin
  if ((b + 0) & 63) >= 40 then return (a < 0 ? -1 : 0); end;
  if a < 0 then return -1 - (-1 - a) / power((b + 0) & 63); end;
  return a / power((b + 0) & 63);
end;
function shift_right_unsigned(a: number; b: number): number;
begin
  if ((b + 0) & 63) = 0 then return a; end;
  assert a >= 0 "beyond 2^40: not exported";
  return shift_right(a, b);
end;
function less_unsigned(a: number; b: number): boolean;
begin return ((a < 0) = (b < 0) ? a < b : b < 0); end;
function zero_extend(a: number; bits: number): number;
begin
  if bits >= 40 then assert a >= 0 "beyond 2^40: not exported"; return a; end;
  return (a + 0) & (power(bits) - 1);
end;
function sign_extend(a: number; bits: number): number;
var low: number;
begin
  if bits = 40 then return a; end;
  low := (a + 0) & (power(bits) - 1);
  return (low >= power(bits - 1) ? low - power(bits) : low);
end;
)";

class Writer {
  public:
    Writer(const Program& program, const Options& options)
        : program_(program), options_(options), names_(names_of(program)), murphi_(program, names_), terms_(program, murphi_) {}

    std::string write() {
        const std::int64_t limit = std::int64_t{1} << number_bits;
        out_ = "-- " + harmless(options_.title) + "\n-- rumur --deadlock-detection stuck --output pan.c FILE && cc -O2 -mcx16 -o pan pan.c -lpthread && ./pan\n";
        out_ += "const WAYS: " + std::to_string(options_.ways) + ";\n";
        out_ += "type number: " + std::to_string(-limit) + " .. " + std::to_string(limit) + ";\n";
        out_ += "type place: 0 .. " + std::to_string(program_.locations.size()) + ";\n\nvar\n";
        for (VarId id = 0; id < program_.variables.size(); ++id) declare(id);
        for (const std::string& task : names_.tasks) out_ += "  " + task + ": place;\n";
        out_ += prelude;
        if (program_.quiescent != no_expr) value_function("quiescent", program_.quiescent);
        if (program_.ended != no_expr) value_function("ended", program_.ended);
        write_locations();
        for (TaskId task = 0; task < program_.tasks.size(); ++task) write_move(task);
        write_start();
        write_rules();
        write_invariants();
        return std::move(out_);
    }

  private:
    void declare(VarId id) {
        const Variable& variable = program_.variables[id];
        constexpr std::int64_t limit = std::int64_t{1} << number_bits;
        const std::string type = std::to_string(std::max(variable.low, -limit)) + " .. " + std::to_string(std::min(variable.high, limit));
        const std::string array = variable.count > 1 ? "array [0 .. " + std::to_string(variable.count - 1) + "] of " : "";
        out_ += "  " + names_.variables[id] + ": " + array + type + ";\n";
    }

    void procedure(const std::string& head, const Body& body, const std::string& last) {
        out_ += head + ";\n";
        for (std::size_t i = 0; i < body.variables.size(); ++i) out_ += (i == 0 ? "var " : "; ") + body.variables[i] + ": number";
        out_ += (body.variables.empty() ? "" : ";\n") + std::string("begin\n");
        for (const std::string& statement : body.statements) out_ += "  " + statement + "\n";
        out_ += last + "end;\n";
    }

    void value_function(const std::string& name, ExprId expression) {
        Body body = value_body(expression, terms_, murphi_);
        body.variables.emplace_back("result");
        procedure("function " + name + "(): number", body, "  return result;\n");
    }

    /// Whether a move goes on at a location, and whether a task may be there for ever.
    void write_locations() {
        std::string inner, rests;
        for (LocationId at = 0; at < program_.locations.size(); ++at) {
            const Location& location = program_.locations[at];
            if (!location.interruptible && !location.final) inner += (inner.empty() ? "" : ", ") + std::to_string(at);
            if (location.final || location.may_wait) rests += (rests.empty() ? "" : ", ") + std::to_string(at);
        }
        out_ += "function inner(at: place): boolean;\nbegin\n" + choose_true(inner) + "end;\n";
        out_ += "function rests(at: place): boolean;\nbegin\n" + choose_true(rests) + "end;\n";
    }

    static std::string choose_true(const std::string& list) {
        if (list.empty()) return "  return false;\n";
        return "  switch at case " + list + ": return true; else return false; end;\n";
    }

    static void append(const Body& body, Body& to) {
        to.variables.insert(to.variables.end(), body.variables.begin(), body.variables.end());
        to.statements.insert(to.statements.end(), body.statements.begin(), body.statements.end());
    }

    /// What a step does, in the place of a call: Rumur copies a procedure for each call, and what it makes of one begins with all variables of the program.
    void append_step(StepId id, Body& to) {
        const Step& step = program_.steps[id];
        to.statements.push_back("-- " + comment_of(program_, step));
        append(step_body(program_, step, names_.tasks[program_.locations[step.from].task], terms_, murphi_), to);
    }

    /// One step of a move from a location.
    void append_location(LocationId at, Body& to) {
        const std::vector<StepId>& steps = program_.locations[at].steps;
        if (steps.size() == 1 && one_way(program_.steps[steps[0]])) return append_step(steps[0], to);
        if (const ExprId guard = deciding_guard(program_, at); guard != no_expr) {
            std::string truth;
            append(truth_body(guard, terms_, truth), to);
            to.statements.push_back("if " + truth + " then");
            append_step(steps[0], to);
            to.statements.emplace_back("else");
            append_step(steps[1], to);
            to.statements.emplace_back("end;");
            return;
        }
        append_ways(at, to);
    }

    void append_ways(LocationId at, Body& to) {
        const std::vector<StepId>& steps = program_.locations[at].steps;
        std::string sum;
        append(ways_body(program_, at, terms_, murphi_, sum), to);
        to.statements.push_back("count := " + sum + ";");
        to.statements.emplace_back("assume count > 0;");
        to.statements.emplace_back("ways := ways * count;");
        to.statements.emplace_back("assert ways <= WAYS \"a move has more ways than WAYS\";");
        to.statements.emplace_back("way := path % count;");
        to.statements.emplace_back("path := path / count;");
        std::string before = "0";
        for (std::size_t i = 0; i < steps.size(); ++i) {
            const std::string after = (i == 0 ? "" : before + " + ") + "n" + std::to_string(i);
            to.statements.push_back((i == 0 ? "if way < " : "elsif way < ") + after + " then");
            if (program_.steps[steps[i]].choice_low != no_expr) to.statements.push_back("choice := low" + std::to_string(i) + " + way - (" + before + ");");
            append_step(steps[i], to);
            before = after;
        }
        to.statements.emplace_back("end;");
    }

    /// One step of a move from wherever the task is. Rumur copies all cases of a switch when it reads one more, so one switch for all would take it a time that grows
    /// with the square of their number.
    void append_switches(TaskId task, Body& to) {
        std::vector<LocationId> places;
        for (LocationId from = 0; from < program_.locations.size(); ++from)
            if (program_.locations[from].task == task && !program_.locations[from].steps.empty()) places.push_back(from);
        const std::string& at = names_.tasks[task];
        for (std::size_t i = 0; i < places.size(); ++i) {
            if (i % cases == 0) {
                const LocationId last = places[std::min(i + cases, places.size()) - 1];
                if (i > 0) to.statements.emplace_back("else assume false; end;");
                to.statements.push_back((i == 0 ? "if " : "elsif ") + at + " <= " + std::to_string(last) + " then switch " + at);
            }
            to.statements.push_back("case " + std::to_string(places[i]) + ":");
            append_location(places[i], to);
        }
        to.statements.emplace_back(places.empty() ? "assume false;" : "else assume false; end; else assume false; end;");
    }

    void write_move(TaskId task) {
        const std::string& at = names_.tasks[task];
        Body body;
        for (const char* name : {"path", "ways", "steps", "count", "way", "choice"}) body.variables.emplace_back(name);
        for (const char* statement : {"path := number_of_way;", "ways := 1;", "steps := 0;"}) body.statements.emplace_back(statement);
        body.statements.push_back("while steps = 0 | inner(" + at + ") do");
        append_switches(task, body);
        body.statements.emplace_back("steps := steps + 1;");
        body.statements.push_back("assert steps <= " + std::to_string(max_move_steps) + " \"unbounded-loop\";");
        for (const char* statement : {"end;", "assume path = 0;"}) body.statements.emplace_back(statement);
        std::sort(body.variables.begin(), body.variables.end());
        body.variables.erase(std::unique(body.variables.begin(), body.variables.end()), body.variables.end());
        procedure("procedure " + numbered("move", task) + "(number_of_way: number)", body, "");
    }

    void write_start() {
        out_ += "startstate\n";
        for (VarId id = 0; id < program_.variables.size(); ++id) {
            const Variable& variable = program_.variables[id];
            for (std::uint32_t cell = 0; cell < variable.count; ++cell)
                out_ += "  " + murphi_.store(id, std::to_string(cell), std::to_string(variable.initial_of(cell))) + "\n";
        }
        for (TaskId task = 0; task < program_.tasks.size(); ++task)
            out_ += "  " + names_.tasks[task] + " := " + std::to_string(program_.tasks[task].first) + ";\n";
        out_ += "end;\n";
    }

    void write_rules() {
        std::string all;
        for (TaskId task = 0; task < program_.tasks.size(); ++task) {
            out_ += "ruleset way: 0 .. WAYS - 1 do\n  rule \"" + harmless(program_.tasks[task].name) + "\" true ==> begin " + numbered("move", task) +
                    "(way); end;\nend;\n";
            all += (all.empty() ? "rests(" : " & rests(") + names_.tasks[task] + ")";
        }
        out_ += "rule \"all rest\" " + all + " ==> begin end;\n";
    }

    /// A function's C begins with all variables of the program, so there is none where an expression can do.
    void write_invariants() {
        for (std::size_t i = 0; i < program_.invariants.size(); ++i) {
            const Invariant& invariant = program_.invariants[i];
            std::string unless;
            if (invariant.moment == Moment::at_return) continue;
            if (invariant.moment == Moment::quiescence) unless = program_.quiescent == no_expr ? "true | " : "quiescent() = 0 | ";
            if (invariant.moment == Moment::end) unless = program_.ended == no_expr ? "true | " : "ended() = 0 | ";
            std::string truth;
            if (!truth_body(invariant.condition, terms_, truth).statements.empty()) {
                value_function(numbered("invariant", i), invariant.condition);
                truth = numbered("invariant", i) + "() != 0";
            }
            out_ += "invariant \"" + harmless(invariant.name) + "\" " + unless + truth + ";\n";
        }
    }

    static constexpr std::size_t cases = 40;   // of one switch

    const Program& program_;
    const Options& options_;
    Names names_;
    Murphi murphi_;
    Terms terms_;
    std::string out_;
};

}  // namespace

std::string to_murphi(const Program& program, const Options& options) { return Writer(program, options).write(); }

}  // namespace mmapck::checker::exports

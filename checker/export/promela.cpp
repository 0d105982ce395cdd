// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <limits>
#include <stdexcept>

#include "checker/export/export.h"
#include "checker/export/names.h"
#include "checker/export/c_dialect.h"
#include "checker/export/step_code.h"

namespace mmapck::checker::exports {

using namespace program;

namespace {

constexpr const char* prelude = R"(c_decl {
typedef long long number;
typedef unsigned long long word;
static number divide(number a, number b) { return b == 0 ? 0 : b == -1 ? (number)(0 - (word)a) : a / b; }
static number remainder_of(number a, number b) { return b == 0 || b == -1 ? 0 : a % b; }
static number divide_unsigned(number a, number b) { return b == 0 ? 0 : (number)((word)a / (word)b); }
static number remainder_unsigned(number a, number b) { return b == 0 ? 0 : (number)((word)a % (word)b); }
enum { IMPOSSIBLE, TAKEN, VIOLATED };
static const char *violation;
static int violate(const char *words) { violation = words; return VIOLATED; }
}
)";

class Writer {
  public:
    Writer(const Program& program, const Options& options)
        : program_(program), options_(options), names_(names_of(program)), c_(program, names_), terms_(program, c_) {}

    std::string write() {
        out_ = "/* " + harmless(options_.title) + "\n * spin -a FILE && gcc -O2 -DSAFETY -DBFS -DNOREDUCE -DVECTORSZ=65536 -o pan pan.c && ./pan\n */\n";
        out_ += prelude;
        for (VarId id = 0; id < program_.variables.size(); ++id) declare(id);
        for (TaskId task = 0; task < program_.tasks.size(); ++task)
            out_ += std::string(type_for(program_.locations.size())) + " " + names_.tasks[task] + " = " + std::to_string(program_.tasks[task].first) + ";\n";
        out_ += "byte wrong;\n\nc_code {\n";
        write_invariants();
        for (StepId id = 0; id < program_.steps.size(); ++id) write_step(id);
        write_locations();
        write_take_way();
        for (LocationId at = 0; at < program_.locations.size(); ++at) write_location(at);
        write_places();
        for (TaskId task = 0; task < program_.tasks.size(); ++task) write_play(task);
        write_moves();
        out_ += "}\n\n";
        write_process();
        return std::move(out_);
    }

  private:
    void declare(VarId id) {
        const Variable& variable = program_.variables[id];
        const std::string name = names_.variables[id] + (variable.count > 1 ? "[" + std::to_string(variable.count) + "]" : "");
        if (wide(variable)) {
            out_ += "c_state \"long long " + name + "\" \"Global\"\n";
            for (std::uint32_t cell = 0; cell < variable.count; ++cell)
                if (variable.initial_of(cell) != 0) throw std::invalid_argument(harmless(variable.name) + " has more than 2^31 values and does not begin with 0");
            return;
        }
        const auto stored = [&](std::uint32_t cell) { return std::to_string(variable.initial_of(cell) - variable.low); };
        out_ += std::string(type_for(width(variable))) + " " + name + " = ";
        if (variable.initial.size() == 1) {
            out_ += stored(0);
        } else {
            for (std::uint32_t cell = 0; cell < variable.count; ++cell) out_ += (cell == 0 ? "{ " : ", ") + stored(cell);
            out_ += " }";
        }
        out_ += ";" + (variable.low == 0 ? "" : "   /* less " + std::to_string(variable.low) + " */") + "\n";
    }

    void function(const std::string& head, const std::string& comment, const Body& body, const std::string& last) {
        if (!comment.empty()) out_ += "/* " + comment + " */\n";
        out_ += head + "\n{\n";
        for (std::size_t i = 0; i < body.variables.size(); ++i) out_ += (i == 0 ? "\tnumber " : ", ") + body.variables[i];
        if (!body.variables.empty()) out_ += ";\n";
        for (const std::string& statement : body.statements) out_ += "\t" + statement + "\n";
        out_ += "\t" + last + "\n}\n";
        seam();
    }

    /// SPIN reads a block of at most 64 KiB.
    void seam() {
        if (out_.size() - block_ < 16384) return;
        out_ += "}\n\nc_code {\n";
        block_ = out_.size();
    }

    static constexpr std::size_t piece = 2048;   // locations in one table

    void value_function(const std::string& name, const std::string& comment, ExprId expression) {
        Body body = value_body(expression, terms_, c_);
        body.variables.emplace_back("result");
        function("static number " + name + "(void)", comment, body, "return result;");
    }

    void write_invariants() {
        for (std::size_t i = 0; i < program_.invariants.size(); ++i)
            if (program_.invariants[i].moment != Moment::at_return)
                value_function(numbered("invariant", i), harmless(program_.invariants[i].name), program_.invariants[i].condition);
        if (program_.quiescent != no_expr) value_function("quiescent", "", program_.quiescent);
        if (program_.ended != no_expr) value_function("ended", "", program_.ended);
        out_ += "/* invariants of states */\nstatic int broken(int unused)\n{\n\tviolation = 0;\n";
        for (std::size_t i = 0; i < program_.invariants.size(); ++i) {
            const Invariant& invariant = program_.invariants[i];
            std::string when;
            if (invariant.moment == Moment::at_return) continue;
            if (invariant.moment == Moment::quiescence) when = program_.quiescent == no_expr ? "0 && " : "quiescent() && ";
            if (invariant.moment == Moment::end) when = program_.ended == no_expr ? "0 && " : "ended() && ";
            out_ += "\tif (!violation && " + when + "!" + numbered("invariant", i) + "()) violation = \"" + harmless(invariant.name) + "\";\n";
        }
        out_ += "\treturn violation != 0;\n}\n";
    }

    void write_step(StepId id) {
        const Step& step = program_.steps[id];
        const TaskId task = program_.locations[step.from].task;
        const Body body = step_body(program_, step, "now." + names_.tasks[task], terms_, c_);
        function("static int " + numbered("step", id) + "(" + (step.choice_low == no_expr ? "void" : "number choice") + ")", comment_of(program_, step), body,
                 "return TAKEN;");
    }

    /// By location: whether a move goes on there, and whether a task may be there for ever.
    void write_locations() {
        std::string inner, rests;
        for (const Location& location : program_.locations) {
            inner += !location.interruptible && !location.final ? '1' : '0';
            rests += location.final || location.may_wait ? '1' : '0';
        }
        out_ += "static const char inner[] = \"" + inner + "\";\n";
        seam();
        out_ += "static const char rests[] = \"" + rests + "\";\n";
        seam();
        out_ += "static void tell(void)\n{\n\tprintf(\"mmapck: %s\\n\", violation);\n\tnow.wrong = 1;\n}\n";
    }

    void write_location(LocationId at) {
        const std::vector<StepId>& steps = program_.locations[at].steps;
        if (steps.empty()) return;
        if (const ExprId guard = deciding_guard(program_, at); guard != no_expr) {
            std::string truth;
            Body body = truth_body(guard, terms_, truth);
            body.statements.push_back("if (" + truth + ") return " + numbered("step", steps[0]) + "();");
            return location_function(at, body, "return " + numbered("step", steps[1]) + "();");
        }
        std::string sum;
        Body body = ways_body(program_, at, terms_, c_, sum);
        body.variables.emplace_back("way");
        body.statements.push_back("way = take_way(" + sum + ", path, ways);");
        for (std::size_t i = 0; i < steps.size(); ++i) {
            const std::string ways = "n" + std::to_string(i);
            const bool chooses = program_.steps[steps[i]].choice_low != no_expr;
            body.statements.push_back("if (way < " + ways + ") return " + numbered("step", steps[i]) + "(" + (chooses ? "low" + std::to_string(i) + " + way" : "") + ");");
            body.statements.push_back("way -= " + ways + ";");
        }
        location_function(at, body, "return IMPOSSIBLE;");
    }

    void location_function(LocationId at, const Body& body, const std::string& last) {
        function("static int " + numbered("at", at) + "(number *path, number *ways)", "", body, last);
    }

    void write_take_way() {
        out_ += "static number take_way(number count, number *path, number *ways)\n{\n\tnumber way;\n\tif (count == 0) return 0;\n"
                "\t*ways *= count;\n\tif (*ways > " + std::to_string(options_.ways) + ") {\n"
                "\t\tprintf(\"mmapck: a move has more ways than were exported\\n\");\n\t\texit(1);\n\t}\n"
                "\tway = *path % count;\n\t*path /= count;\n\treturn way;\n}\n";
    }

    /// Functions by location, in pieces that SPIN can read.
    void write_places() {
        const std::size_t locations = program_.locations.size();
        std::string pieces;
        for (std::size_t first = 0; first < locations; first += piece) {
            const std::string name = numbered("places", first / piece);
            pieces += (pieces.empty() ? "" : ", ") + name;
            out_ += "static int (*const " + name + "[])(number *, number *) = {\n";
            for (std::size_t at = first; at < std::min(first + piece, locations); ++at)
                out_ += (program_.locations[at].steps.empty() ? "0" : numbered("at", at)) + ",\n";
            out_ += "};\n";
            seam();
        }
        out_ += "static int (*const *const places[])(number *, number *) = { " + pieces + " };\n";
    }

    void write_play(TaskId task) {
        const std::string at = "now." + names_.tasks[task];
        out_ += "static int " + numbered("play", task) + "(number path)\n{\n\tnumber ways = 1;\n\tint steps = 0, result;\n\tdo {\n"
                "\t\tif (++steps > " + std::to_string(max_move_steps) + ") return violate(\"unbounded-loop\");\n"
                "\t\tif (!places[" + at + " / " + std::to_string(piece) + "][" + at + " % " + std::to_string(piece) + "]) return IMPOSSIBLE;\n"
                "\t\tresult = places[" + at + " / " + std::to_string(piece) + "][" + at + " % " + std::to_string(piece) + "](&path, &ways);\n"
                "\t} while (result == TAKEN && inner[" + at + "] == '1');\n"
                "\treturn path == 0 ? result : IMPOSSIBLE;\n}\n";
        seam();
    }

    void write_moves() {
        out_ += "static int play(int task, int path)\n{\n\tswitch (task) {\n";
        for (TaskId task = 0; task < program_.tasks.size(); ++task)
            out_ += "\tcase " + std::to_string(task) + ": return " + numbered("play", task) + "(path);\n";
        out_ += "\t}\n\treturn IMPOSSIBLE;\n}\n"
                "static int can(int task, int path)\n{\n\tstatic char variables[sizeof(State) - VECTORSZ];   /* what follows are processes */\n\tint result;\n"
                "\tmemcpy(variables, &now, sizeof variables);\n\tresult = play(task, path);\n\tmemcpy(&now, variables, sizeof variables);\n\treturn result != IMPOSSIBLE;\n}\n"
                "static void move(int task, int path)\n{\n\tif (play(task, path) == VIOLATED) tell();\n}\n"
                "static int resting(int unused)\n{\n\treturn 1";
        for (TaskId task = 0; task < program_.tasks.size(); ++task) out_ += " && rests[now." + names_.tasks[task] + "] == '1'";
        out_ += ";\n}\n";
    }

    void write_process() {
        out_ += "active proctype moves()\n{\n\tdo\n"
                "\t:: d_step { c_expr { broken (0) } -> c_code { tell(); }; assert(wrong == 0) }\n"
                "\t:: d_step { c_expr { resting (0) } -> skip }\n";
        for (TaskId task = 0; task < program_.tasks.size(); ++task)
            for (std::uint32_t path = 0; path < options_.ways; ++path) {
                const std::string arguments = std::to_string(task) + ", " + std::to_string(path);
                out_ += "\t:: d_step { c_expr { can (" + arguments + ") } -> c_code { move(" + arguments + "); }; assert(wrong == 0) }\n";
            }
        out_ += "\tod\n}\n";
    }

    const Program& program_;
    const Options& options_;
    Names names_;
    C c_;
    Terms terms_;
    std::string out_;
    std::size_t block_ = 0;   // where the open c_code begins
};

}  // namespace

std::string to_promela(const Program& program, const Options& options) { return Writer(program, options).write(); }

}  // namespace mmapck::checker::exports

// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <filesystem>
#include <cctype>
#include <string>

#include "model/scenario/scenario.h"

namespace mmapck::scenario {

namespace {

std::string quoted(const std::string& text) {
    std::string out = "\"";
    for (const char c : text) out += c == '"' || c == '\\' ? std::string("\\") + c : std::string(1, c == '\n' || c == '\r' ? '?' : c);
    return out + "\"";
}

std::string upper(const std::string& name) {
    std::string out;
    for (const unsigned char c : name) out += c == '-' || c == '.' ? '_' : char(std::toupper(c));
    return out;
}

/// Writes C such that the compiler counts lines and columns as in the scenario: a text from the file is put under a #line, in its column.
class Writer {
  public:
    enum class Places { told, left_out };

    explicit Writer(const Scenario& scenario, Places places = Places::told) : file_(quoted(scenario.path)), places_(places) {}

    void line(const std::string& text) { out_ += text + "\n"; }

    /// `before` and `after` are ours; `text` stands at `place` in the file.
    void at(const Place& place, const std::string& before, const std::string& text, const std::string& after = "") {
        if (places_ == Places::left_out) return line(before + text + after);
        out_ += "#line " + std::to_string(std::max<std::uint32_t>(place.line, 1)) + " " + file_ + "\n";
        const std::size_t column = place.column;
        if (column > before.size() + 1 && column < 4096) out_ += std::string(column - 1 - before.size(), ' ');
        out_ += before + text + after + "\n";
    }

    void runs(const std::vector<Run>& items) {
        for (const Run& run : items) one(run);
    }

    std::string take() { return std::move(out_); }

  private:
    void one(const Run& run) {
        switch (run.kind) {
            case Run::Kind::statement: return statement(run.statement);
            case Run::Kind::sequence: return runs(run.items);
            case Run::Kind::any_of: return any_of(run);
            case Run::Kind::loop: return loop(run);
        }
    }

    void statement(const Text& text) {
        const std::size_t last = text.text.find_last_not_of(" \t");
        const bool ended = last != std::string::npos && (text.text[last] == ';' || text.text[last] == '}');
        at(text.place, "", text.text, ended ? "" : ";");
    }

    void any_of(const Run& run) {
        at(run.place, "", "switch (choose(0, " + std::to_string(run.items.size() - 1) + ")) {");
        for (std::size_t i = 0; i < run.items.size(); ++i) {
            line("case " + std::to_string(i) + ": {");
            one(run.items[i]);
            line("break; }");
        }
        line("}");
    }

    void loop(const Run& run) {
        const std::string counter = "mmapck_round_" + std::to_string(++loops_), times = std::to_string(run.times);
        at(run.place, "", "{ u8 " + counter + " range(0, " + times + ") = 0; while (" + counter + " < " + times + ") {");
        runs(run.items);
        line(counter + "++; } }");
    }

    std::string file_;
    Places places_;
    std::string out_;
    int loops_ = 0;
};

template <typename Items> std::int64_t most_pages(const Items& items) {
    std::int64_t most = 1;
    for (const auto& item : items) most = std::max(most, item.pages);
    return most;
}

std::vector<lang::Parameter> bounds_of(const Scenario& scenario, const std::vector<lang::Parameter>& defaults) {
    std::vector<lang::Parameter> result;
    const auto define = [&](const std::string& name, std::int64_t value) { result.push_back({"MMAPCK_" + name, value}); };
    define("NR_PROCESSES", std::int64_t(scenario.processes.size()));
    define("NR_FILES", std::max<std::int64_t>(1, std::int64_t(scenario.files.size())));
    define("NR_PAGES", most_pages(scenario.processes));
    const bool set = std::any_of(scenario.bounds.begin(), scenario.bounds.end(), [](const Bound& b) { return b.name.text == "NR_FILE_PAGES"; });
    const auto usual = std::find_if(defaults.begin(), defaults.end(), [](const lang::Parameter& bound) { return bound.name == "MMAPCK_NR_FILE_PAGES"; });
    const std::int64_t pages = most_pages(scenario.files);
    if (!set && (usual == defaults.end() || pages > usual->value)) define("NR_FILE_PAGES", pages);
    for (const Bound& bound : scenario.bounds) define(bound.name.text, bound.value);
    return result;
}

void write_includes(Writer& out, const Scenario& scenario, const Variant& variant) {
    const auto place_of = [](const std::vector<Text>& names, const std::string& name) {
        for (const Text& text : names)
            if (text.text == name) return text.place;
        return Place{1, 1, ""};
    };
    if (!scenario.promise.text.empty()) out.at(scenario.promise.place, "#define MMAPCK_PROMISE(promise) PROMISE_", upper(scenario.promise.text));
    out.at(place_of(scenario.kernels, variant.kernel), "", "#include <mm/" + variant.kernel + ".c>");
    const std::string seal = variant.seal.empty() ? "none" : variant.seal;
    out.at(place_of(scenario.seals, variant.seal), "", "#include <fs/seal/" + seal + ".c>");
    out.at(scenario.name.place, "", "#include <invariants/all.c>");
}

/// The enum that numbers the files or the processes; named_by() of the model gives its name.
template <typename Items> void write_numbers(Writer& out, const std::string& tag, const Items& items) {
    if (items.empty()) return;
    out.line("enum " + tag + " {");
    for (const auto& item : items) out.at(item.name.place, "", item.name.text, ",");
    out.line("};");
}

void write_choice_declarations(Writer& out, const Scenario& scenario) {
    for (const Choice& choice : scenario.choices)
        out.at(choice.name.place, "static long ", choice.name.text,
               " range(" + std::to_string(choice.values.front()) + ", " + std::to_string(choice.values.back()) + ") = " +
                   std::to_string(choice.values.front()) + ";");
}

void write_choice(Writer& out, const Choice& choice) {
    const std::vector<std::int64_t>& values = choice.values;
    const std::string& name = choice.name.text;
    if (values.back() - values.front() + 1 == std::int64_t(values.size()))
        return out.at(choice.name.place, "", name, " = choose(" + std::to_string(values.front()) + ", " + std::to_string(values.back()) + ");");
    out.at(choice.name.place, "", "switch (choose(0, " + std::to_string(values.size() - 1) + ")) {");
    for (std::size_t i = 0; i < values.size(); ++i) out.line("case " + std::to_string(i) + ": " + name + " = " + std::to_string(values[i]) + "; break;");
    out.line("}");
}

/// The numbers that fit into so many bits, as a range.
std::string range_of(const Input& input) {
    if (input.bits == 64) return "";
    return " range(0, " + std::to_string((std::uint64_t{1} << input.bits) - 1) + ")";
}

void write_input_declarations(Writer& out, const Scenario& scenario) {
    for (const Input& input : scenario.inputs) out.at(input.name.place, "static u64 ", input.name.text, range_of(input) + ";");
}

/// Any numbers that meet the conditions.
void write_any_inputs(Writer& out, const Scenario& scenario) {
    for (const Input& input : scenario.inputs) {
        const std::string all = "-9223372036854775807l - 1, 9223372036854775807l";
        const std::string range = input.bits == 64 ? all : "0, " + std::to_string((std::uint64_t{1} << input.bits) - 1) + "l";
        out.at(input.name.place, "", input.name.text, " = __mmapck_choose(" + range + ");");
    }
    for (const Input& input : scenario.inputs)
        for (const Text& condition : input.where) out.at(condition.place, "assume(", condition.text, ");");
}

/// Any of the given numbers.
void write_inputs(Writer& out, const Scenario& scenario, const std::vector<InputValues>& inputs) {
    if (inputs.empty()) return write_any_inputs(out, scenario);
    out.at(scenario.inputs[0].name.place, "", "switch (choose(0, " + std::to_string(inputs.size() - 1) + ")) {");
    for (std::size_t i = 0; i < inputs.size(); ++i) {
        std::string line = "case " + std::to_string(i) + ":";
        for (std::size_t input = 0; input < scenario.inputs.size(); ++input)
            line += " " + scenario.inputs[input].name.text + " = " + std::to_string(std::uint64_t(inputs[i][input])) + "ul;";
        out.line(line + " break;");
    }
    out.line("}");
}

/// A state of a page, or an input that says which.
std::string extent_state(const Scenario& scenario, const std::string& name) {
    const bool is_input = std::any_of(scenario.inputs.begin(), scenario.inputs.end(), [&](const Input& input) { return input.name.text == name; });
    return is_input ? name : "EXTENT_" + upper(name);
}

void write_file(Writer& out, const Scenario& scenario, const File& file) {
    std::string mode = file.readable ? "FMODE_READ" : "";
    if (file.writable) mode += mode.empty() ? "FMODE_WRITE" : " | FMODE_WRITE";
    out.at(file.driver.place, "setup_file(" + file.name.text + ", &", file.driver.text + "_driver", ", " + std::to_string(file.pages) + ", " + mode + ");");
    for (std::size_t page = 0; page < file.extents.size(); ++page)
        out.at(file.extents[page].place, "setup_extent(" + file.name.text + ", " + std::to_string(page) + ", ", extent_state(scenario, file.extents[page].text), ");");
}

void write_process(Writer& out, const Scenario& scenario, const Process& process) {
    out.at(process.name.place, "setup_process(", process.name.text, ", " + std::to_string(process.pages) + ");");
    for (const File& file : scenario.files) out.at(process.name.place, "setup_open(", process.name.text, ", " + file.name.text + ");");
}

void write_setup(Writer& out, const Scenario& scenario, const std::vector<InputValues>& inputs) {
    out.at(scenario.name.place, "", "SETUP(scenario)");
    out.line("{");
    if (!scenario.inputs.empty()) write_inputs(out, scenario, inputs);
    for (const Choice& choice : scenario.choices) write_choice(out, choice);
    for (const File& file : scenario.files) write_file(out, scenario, file);
    for (const Process& process : scenario.processes) write_process(out, scenario, process);
    for (const Process& process : scenario.processes) {
        if (process.vmas.empty()) continue;
        out.at(process.name.place, "use_process(", process.name.text, ");");
        out.runs(process.vmas);
    }
    if (!scenario.setup.empty() && scenario.processes.size() == 1)
        out.at(scenario.processes[0].name.place, "use_process(", scenario.processes[0].name.text, ");");
    out.runs(scenario.setup);
    out.line("}");
}

void write_task(Writer& out, const Task& task) {
    out.at(task.name.place, "TASK(", task.name.text, ")");
    out.line("{");
    out.at(task.name.place, "", "use_process(" + task.process + ");");
    if (task.loop) out.line("for (;;) {");
    out.runs(task.run);
    if (task.loop) out.line("}");
    out.line("}");
}

void write_teardown(Writer& out, const Scenario& scenario) {
    out.at(scenario.name.place, "", "TEARDOWN(scenario)");
    out.line("{");
    for (const Process& process : scenario.processes) out.at(process.name.place, "exit_process(", process.name.text, ");");
    out.at(scenario.name.place, "", "release_files();");
    out.line("}");
}

/// From the scenario's folder.
std::string path_of(const Driver& driver, const Scenario& scenario) {
    namespace fs = std::filesystem;
    std::error_code error;
    return fs::path(driver.path).lexically_relative(fs::absolute(scenario.path, error).lexically_normal().parent_path()).string();
}

void write_rest(Writer& out, const Scenario& scenario, const std::vector<InputValues>& inputs) {
    write_numbers(out, "scenario_file", scenario.files);
    write_numbers(out, "scenario_process", scenario.processes);
    write_choice_declarations(out, scenario);
    write_input_declarations(out, scenario);
    write_setup(out, scenario, inputs);
    for (const Task& task : scenario.tasks) write_task(out, task);
    write_teardown(out, scenario);
}

}  // namespace

std::string generate(const Scenario& scenario, const Variant& variant, const std::vector<InputValues>& inputs, const std::vector<lang::Parameter>& defaults) {
    Writer out(scenario);
    for (const lang::Parameter& bound : bounds_of(scenario, defaults)) out.line("#define " + bound.name + " " + std::to_string(bound.value));
    write_includes(out, scenario, variant);
    for (const Driver& driver : scenario.drivers) out.at(driver.name.place, "", "#include " + quoted(driver.name.text));
    write_rest(out, scenario, inputs);
    return out.take();
}

Parts generate_parts(const Scenario& scenario, const Variant& variant, const std::vector<InputValues>& inputs, const std::vector<lang::Parameter>& defaults) {
    Writer prelude(scenario, Writer::Places::left_out), drivers(scenario, Writer::Places::left_out), rest(scenario);
    write_includes(prelude, scenario, variant);
    for (const Driver& driver : scenario.drivers) drivers.line("#include " + quoted(path_of(driver, scenario)));
    write_rest(rest, scenario, inputs);
    return {bounds_of(scenario, defaults), prelude.take(), drivers.take(), rest.take()};
}

}  // namespace mmapck::scenario

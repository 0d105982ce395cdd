// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "model/scenario/drivers.h"
#include "model/scenario/expectations.h"
#include "model/scenario/identifiers.h"
#include "model/scenario/runs.h"

namespace mmapck::scenario {

using json::Kind;
using json::Member;
using json::Value;

namespace {

constexpr std::int64_t max_choice = 64;   // values of one choice
constexpr std::size_t max_inputs = 8;
constexpr std::size_t max_tasks = 6;      // MMAPCK_TASKS without SETUP and TEARDOWN

/// Turns the tree into a scenario; each function reads one key.
class Loader {
  public:
    Loader(Scenario& scenario, Findings& findings) : scenario_(scenario), findings_(findings), identifiers_(findings) {}

    void read(const Value& root) {
        const Fields fields(findings_, root, "scenario");
        if (const Value* v = fields["scenario"]) scenario_.name = {v->string, v->place};
        if (const Value* v = fields["about"]) scenario_.about = v->string;
        if (const Value* v = fields["kernel"]) scenario_.kernels = model_names(*v);
        if (const Value* v = fields["seal"]) scenario_.seals = model_names(*v);
        if (const Value* v = fields["promise"]) read_promise(*v);
        if (const Value* v = fields["drivers"]) scenario_.drivers = find_drivers(findings_, scenario_.path, texts(*v));
        if (const Value* v = fields["files"]) each(*v, 0, 8, [&](const Member& m) { read_file(m); });
        if (const Value* v = fields["processes"]) each(*v, 1, 4, [&](const Member& m) { read_process(m); });
        if (const Value* v = fields["choose"]) each(*v, 0, 16, [&](const Member& m) { read_choice(m); });
        if (const Value* v = fields["inputs"]) each(*v, 0, max_inputs, [&](const Member& m) { read_input(m); });
        if (const Value* v = fields["setup"]) scenario_.setup = read_runs(findings_, *v);
        if (const Value* v = fields["tasks"]) each(*v, 1, max_tasks, [&](const Member& m) { read_task(m); });
        if (const Value* v = fields["faults"]) read_faults(*v);
        if (const Value* v = fields["bounds"]) each(*v, 0, 64, [&](const Member& m) { read_bound(m); });
        if (const Value* v = fields["limits"]) read_limits(*v);
        if (const Value* v = fields["check"]) read_check(*v);
        if (const Value* v = fields["expect"]) scenario_.expectations = read_expectations(findings_, *v, variants(scenario_));
    }

  private:
    template <typename Read> void each(const Value& map, std::size_t least, std::size_t most, Read&& read) {
        if (map.members.size() < least || map.members.size() > most) {
            findings_.error(map.place, "expected " + std::to_string(least) + " to " + std::to_string(most) + " entries, found " + std::to_string(map.members.size()));
            return;
        }
        for (const Member& member : map.members) read(member);
    }

    std::vector<Text> model_names(const Value& value) {
        std::vector<Text> names = texts(value);
        for (const Text& name : names) is_model_name(findings_, name);
        return names;
    }

    void read_promise(const Value& value) {
        static const std::vector<std::string> promises = {"strict", "weak", "lease", "busy", "none"};
        scenario_.promise = {value.string, value.place};
        if (std::find(promises.begin(), promises.end(), value.string) == promises.end())
            findings_.error(value.place, "expected 'strict', 'weak', 'lease', 'busy' or 'none'");
    }

    void read_file(const Member& member) {
        identifiers_.declare(member.key, "a file");
        const Fields fields(findings_, member.value, "file");
        File file;
        file.name = member.key;
        if (const Value* v = fields["driver"]) {
            file.driver = {v->string, v->place};
            is_identifier(findings_, file.driver, "a driver");
        }
        if (const Value* v = fields["pages"]) file.pages = v->integer;
        if (const Value* v = fields["mode"]) read_mode(*v, file);
        if (const Value* v = fields["extents"]) read_extents(*v, file);
        scenario_.files.push_back(std::move(file));
    }

    void read_mode(const Value& value, File& file) {
        if (value.string != "r" && value.string != "w" && value.string != "rw") findings_.error(value.place, "expected 'r', 'w' or 'rw'");
        file.readable = value.string.find('r') != std::string::npos;
        file.writable = value.string.find('w') != std::string::npos;
    }

    void read_extents(const Value& value, File& file) {
        file.extents = texts(value);
        if (std::int64_t(file.extents.size()) > file.pages)
            findings_.error(value.place, "more extents than the " + std::to_string(file.pages) + " pages of the file");
        for (const Text& extent : file.extents) is_model_name(findings_, extent);
    }

    void read_process(const Member& member) {
        identifiers_.declare(member.key, "a process");
        const Fields fields(findings_, member.value, "process");
        Process process;
        process.name = member.key;
        if (const Value* v = fields["pages"]) process.pages = v->integer;
        if (const Value* v = fields["vmas"]) process.vmas = read_runs(findings_, *v);
        scenario_.processes.push_back(std::move(process));
    }

    void read_choice(const Member& member) {
        identifiers_.declare(member.key, "a choice");
        Choice choice{member.key, {}};
        if (member.value.kind == Kind::array)
            read_values(member.value, choice);
        else if (member.value.kind == Kind::object)
            read_range(member.value, choice);
        else
            findings_.error(member.value.place, std::string("expected an array of integers or {\"from\": a, \"to\": b}, found ") + json::name(member.value.kind));
        std::sort(choice.values.begin(), choice.values.end());
        scenario_.choices.push_back(std::move(choice));
    }

    void read_values(const Value& value, Choice& choice) {
        if (value.items.empty() || std::int64_t(value.items.size()) > max_choice)
            findings_.error(value.place, "expected 1 to " + std::to_string(max_choice) + " integers");
        for (const Value& item : value.items) {
            if (!has_shape(findings_, item, {"", "", Shape::integer, false, -4096, 4096})) continue;
            if (std::find(choice.values.begin(), choice.values.end(), item.integer) != choice.values.end())
                findings_.error(item.place, std::to_string(item.integer) + " is here twice");
            choice.values.push_back(item.integer);
        }
    }

    void read_range(const Value& value, Choice& choice) {
        const Fields fields(findings_, value, "range");
        const Value *from = fields["from"], *to = fields["to"];
        if (!from || !to) return;
        if (from->integer > to->integer) return findings_.error(to->place, "'to' is less than 'from'");
        if (to->integer - from->integer >= max_choice) return findings_.error(to->place, "a choice has at most " + std::to_string(max_choice) + " values");
        for (std::int64_t v = from->integer; v <= to->integer; ++v) choice.values.push_back(v);
    }

    void read_input(const Member& member) {
        identifiers_.declare(member.key, "an input");
        const Fields fields(findings_, member.value, "input");
        Input input;
        input.name = member.key;
        if (const Value* v = fields["bits"]) input.bits = v->integer;
        if (const Value* v = fields["where"]) input.where = texts(*v);
        for (const Text& condition : input.where) is_statement(findings_, condition);
        scenario_.inputs.push_back(std::move(input));
    }

    std::vector<std::string> process_names() const {
        std::vector<std::string> names;
        for (const Process& process : scenario_.processes) names.push_back(process.name.text);
        return names;
    }

    void read_task(const Member& member) {
        is_identifier(findings_, member.key, "a task");
        const Fields fields(findings_, member.value, "task");
        Task task;
        task.name = member.key;
        const std::vector<std::string> names = process_names();
        if (const Value* v = fields["process"]) {
            task.process = v->string;
            if (std::find(names.begin(), names.end(), task.process) == names.end())
                findings_.error(v->place, "there is no process '" + task.process + "'", did_you_mean(task.process, names));
        } else if (names.size() == 1) {
            task.process = names[0];
        } else if (member.value.kind == Kind::object) {
            findings_.error(member.value.place, "with several processes a task names its own: the key 'process' is missing here");
        }
        if (const Value* v = fields["run"]) {
            task.run = read_runs(findings_, *v);
            if (v->items.empty()) findings_.error(v->place, "a task runs at least one statement");
        }
        if (const Value* v = fields["loop"]) task.loop = v->boolean;
        scenario_.tasks.push_back(std::move(task));
    }

    void read_faults(const Value& value) {
        if (value.kind == Kind::string && value.string == "unlimited") {
            scenario_.faults.at_most = Faults::unlimited;
            return;
        }
        if (value.kind != Kind::object) return findings_.error(value.place, std::string("expected an object or \"unlimited\", found ") + json::name(value.kind));
        const Fields fields(findings_, value, "faults");
        if (const Value* v = fields["at_most"]) scenario_.faults.at_most = v->integer;
        if (const Value* v = fields["sites"]) scenario_.faults.sites = texts(*v);
        if (const Value* v = fields["classes"]) read_classes(*v);
        if (const Value* v = fields["except"]) scenario_.faults.except = texts(*v);
    }

    void read_classes(const Value& value) {
        static const std::vector<std::string> classes = {"driver", "policy", "limit", "signal", "io", "space", "alloc-may-fail", "alloc-theoretical"};
        scenario_.faults.classes = texts(value);
        for (const Text& name : scenario_.faults.classes)
            if (std::find(classes.begin(), classes.end(), name.text) == classes.end()) {
                const std::string meant = did_you_mean(name.text, classes);
                findings_.error(name.place, "there is no fault class '" + name.text + "'", meant.empty() ? "known: " + listed(classes) : meant);
            }
    }

    void read_bound(const Member& member) {
        if (!is_identifier(findings_, member.key, "a bound")) return;
        if (has_shape(findings_, member.value, {"", "", Shape::integer, false, 0, 1024})) scenario_.bounds.push_back({member.key, member.value.integer});
    }

    void read_limits(const Value& value) {
        const Fields fields(findings_, value, "limits");
        if (const Value* v = fields["states"]) scenario_.limits.states = v->integer;
        if (const Value* v = fields["bytes"]) scenario_.limits.bytes = v->integer;
    }

    void read_check(const Value& value) {
        if (value.kind == Kind::string && value.string == "all") return;
        if (value.kind == Kind::string) return findings_.error(value.place, "expected \"all\" or an array of names of invariants", "[\"" + value.string + "\"]");
        if (has_shape(findings_, value, {"", "", Shape::text_or_texts})) scenario_.check = texts(value);
    }

    Scenario& scenario_;
    Findings& findings_;
    Identifiers identifiers_;
};

Loaded unreadable(const std::string& path, const std::string& message) {
    return {std::nullopt, {{lang::Severity::error, path, 0, 0, message, "", "", ""}}};
}

}  // namespace

Loaded load_text(const std::string& path, std::string text) {
    json::Parsed parsed = json::parse(path, text);
    if (!parsed.value) return {std::nullopt, std::move(parsed.diagnostics)};
    Scenario scenario;
    scenario.path = path;
    scenario.source = std::move(text);
    Findings findings(scenario.path, scenario.source);
    Loader(scenario, findings).read(*parsed.value);
    if (!findings.empty()) return {std::nullopt, findings.take()};
    return {std::move(scenario), {}};
}

Loaded load(const std::string& path) {
    std::error_code error;
    const auto status = std::filesystem::status(path, error);
    if (!std::filesystem::exists(status)) return unreadable(path, "there is no such file");
    if (std::filesystem::is_directory(status)) return unreadable(path, "this is a folder; expected a scenario file");
    std::ifstream in(path, std::ios::binary);
    if (!in) return unreadable(path, "this file cannot be read");
    std::string text(json::max_bytes + 1, '\0');
    in.read(text.data(), std::streamsize(text.size()));
    if (in.bad()) return unreadable(path, "this file cannot be read");
    text.resize(std::size_t(in.gcount()));
    return load_text(path, std::move(text));
}

}  // namespace mmapck::scenario

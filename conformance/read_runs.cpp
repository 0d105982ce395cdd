// SPDX-License-Identifier: Apache-2.0
#include <filesystem>

#include "conformance/json_reader.h"
#include "conformance/read.h"

namespace mmapck::conformance {

namespace {

Vma read_vma(const JsonReader& object) {
    Vma vma;
    vma.name = object["v"].text();
    vma.start = object["start"].integer();
    vma.end = object["end"].integer();
    vma.pgoff = object["pgoff"].integer();
    vma.flags = object["flags"].text();
    vma.file = object.has("file") ? object["file"].text() : "";
    vma.ops = object["ops"].text();
    vma.priv = object["priv"].integer();
    vma.anon_vma = object.has("anon_vma") && object["anon_vma"].boolean();
    return vma;
}

std::vector<Vma> read_vmas(const JsonReader& list) {
    std::vector<Vma> vmas;
    for (const JsonReader& vma : list.items()) vmas.push_back(read_vma(vma));
    return vmas;
}

Operation read_operation(const JsonReader& object) { return {object["op"].text(), object["in"].texts()}; }

std::map<std::string, std::int64_t> read_numbers(const JsonReader& object) {
    std::map<std::string, std::int64_t> numbers;
    for (const auto& [name, value] : object.members()) numbers[name] = value.integer();
    return numbers;
}

FileState read_file_state(const JsonReader& object) {
    FileState state;
    state.refs = object["refs"].integer();
    state.writable = object["i_mmap_writable"].integer();
    for (const std::string& vma : object["rmap"].texts()) state.rmap.insert(vma);
    state.locked = object["i_mmap_locked"].boolean();
    return state;
}

void read_hook_calls(const JsonReader& hooks, EndState& into) {
    for (const auto& [vma, calls] : hooks["per_vma"].members())
        into.hooks[vma] = {calls["mmap_ok"].integer(), calls["mapped_ok"].integer(), calls["open"].integer(), calls["close"].integer()};
    into.prepare_ok = hooks["prepare_ok"].integer();
    into.prepare_failed = hooks["prepare_err"].integer();
    into.success_calls = hooks["success"].integer();
    into.error_calls = hooks["error"].integer();
}

EndState read_end(const JsonReader& object) {
    EndState end;
    end.vmas = read_vmas(object["vmas"]);
    end.counters = {object["charged"].integer(), object["total_vm"].integer(),  object["data_vm"].integer(),
                    object["exec_vm"].integer(), object["locked_vm"].integer(), object["map_count"].integer()};
    for (const auto& [file, state] : object["files"].members()) end.files[file] = read_file_state(state);
    read_hook_calls(object["hooks"], end);
    return end;
}

Leaks read_leaks(const JsonReader& object) {
    Leaks leaks;
    leaks.vmas = object["allocs"].texts();
    leaks.charged = object["charged"].integer();
    leaks.total_vm = object["total_vm"].integer();
    leaks.locked_vm = object["locked_vm"].integer();
    leaks.map_count = object["map_count"].integer();
    leaks.file_refs = read_numbers(object["file_refs"]);
    leaks.writable = read_numbers(object["i_mmap_writable"]);
    leaks.close_balance = read_numbers(object["close_balance"]);
    return leaks;
}

void read_fault(const JsonReader& run, std::string_view index, std::string_view site, Run& into) {
    if (run.has(index)) into.faults.push_back({run[index].integer(), read_operation(run[site])});
}

void read_end_of_run(const JsonReader& run, Outcome& into) {
    const JsonReader ret = run["ret"];
    into.ret = ret.is_integer() ? ret.integer() : ret["addr"].integer();
    into.end = read_end(run["end_state"]);
    into.leaks = read_leaks(run["leaks"]);
    for (const JsonReader& event : run["teardown"].items())
        if (event["e"].text() == "hook.close") into.closed_at_teardown.push_back(event["v"].text());
}

Run read_run(const JsonReader& object, std::string where) {
    Run run;
    run.case_name = object["case"].text();
    run.version = object["version"].text();
    run.where = std::move(where);
    read_fault(object, "fault", "fault_site", run);
    read_fault(object, "fault2", "fault2_site", run);
    run.initial = read_vmas(object["initial"]);
    run.outcome.steps = object["steps"].texts();
    run.has_operations = object.has("ops");
    if (run.has_operations)
        for (const JsonReader& operation : object["ops"].items()) run.outcome.operations.push_back(read_operation(operation));
    if (object.has("anomalies")) run.anomalies = object["anomalies"].texts();
    if (object.has("end_state")) read_end_of_run(object, run.outcome);
    return run;
}

}  // namespace

Read<std::vector<Run>> parse_runs(const std::string& path, const std::string& text) {
    Read<std::vector<Run>> read;
    const std::string file = std::filesystem::path(path).filename().string();
    read.error = read_json(path, text, [&](const JsonReader& document) {
        for (const JsonReader& object : document.items())
            read.value.push_back(read_run(object, file + "#" + std::to_string(read.value.size())));
    });
    return read;
}

Read<std::vector<Run>> read_runs(const std::string& path) {
    std::string text;
    if (!read_file(path, text)) return {{}, path + ": cannot be read"};
    return parse_runs(path, text);
}

}  // namespace mmapck::conformance

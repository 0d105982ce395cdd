// SPDX-License-Identifier: Apache-2.0
#include "conformance/model.h"

#include <algorithm>

namespace mmapck::conformance {

using namespace program;

namespace {

constexpr std::string_view flag_prefix = "recorded_";   // of enum recorded_flag, model/kernel/conformance/recorded.c
constexpr std::string_view modes = "rwxs";

/// A private mapping of page frames: its offset is the first of them.
bool notes_page_frame(const std::string& flags) {
    return flags[3] == 'p' && flags.find(" maywrite") != std::string::npos && flags.find(" pfnmap") != std::string::npos;
}

}  // namespace

Model::Model(Program program, World world, const std::set<std::string>& warning_kinds)
    : program_(std::move(program)), world_(std::move(world)) {
    take_warnings(warning_kinds);
    std::size_t cells = 0;
    for (VarId v = 0; v < program_.variables.size(); ++v) {
        variables_[program_.variables[v].name] = v;
        first_cell_.push_back(cells);
        cells += program_.variables[v].count;
    }
    for (TableId t = 0; t < program_.tables.size(); ++t) tables_[program_.tables[t].type] = t;
    for (const Frame& frame : program_.frames) functions_.insert(frame.function);
    for (const Type& type : program_.types)
        if (type.name == "enum recorded_flag")
            for (const auto& [value, name] : type.names)
                if (value != 0) flag_words_.emplace_back(value, name.substr(flag_prefix.size()));
}

void Model::take_warnings(const std::set<std::string>& kinds) {
    for (StepId id = 0; id < program_.steps.size(); ++id) {
        std::vector<Check>& checks = program_.steps[id].checks;
        for (const Check& check : checks)
            if (kinds.count(check.kind) != 0) warnings_[id].push_back(check);
        std::erase_if(checks, [&](const Check& check) { return kinds.count(check.kind) != 0; });
    }
}

const std::vector<Check>& Model::warnings(const Step& step) const {
    static const std::vector<Check> nothing;
    const auto found = warnings_.find(static_cast<StepId>(&step - program_.steps.data()));
    return found == warnings_.end() ? nothing : found->second;
}

TaskId Model::task(TaskKind kind) const {
    const auto found = std::find_if(program_.tasks.begin(), program_.tasks.end(), [&](const Task& t) { return t.kind == kind; });
    return static_cast<TaskId>(found - program_.tasks.begin());
}

const std::string& Model::function_of(const Step& step) const {
    const LocationId at = step.kind == StepKind::call ? step.to : step.from;
    return program_.frames[program_.locations[at].frame].function;
}

std::vector<std::string> Model::functions_from(FrameId frame) const {
    std::vector<std::string> functions;
    for (FrameId f = frame; f != none && program_.frames[f].parent != none; f = program_.frames[f].parent)
        functions.push_back(program_.frames[f].function);
    return functions;
}

std::vector<std::string> Model::functions_around(const Step& step) const { return functions_from(program_.locations[step.from].frame); }

std::vector<std::string> Model::stack_of(FaultId fault) const {
    std::vector<std::string> stack = functions_from(program_.faults[fault].frame);
    std::reverse(stack.begin(), stack.end());
    return stack;
}

std::int64_t Model::field(const State& state, const std::string& variable, std::int64_t object, std::int64_t element) const {
    const auto found = variables_.find(variable);
    if (found == variables_.end()) return 0;
    const Variable& v = program_.variables[found->second];
    const std::int64_t objects = v.table == none ? 1 : static_cast<std::int64_t>(program_.tables[v.table].instances.size());
    const std::int64_t cell = (v.table == none ? 0 : object - 1) * (v.count / objects) + element;
    return state.cells[first_cell_[found->second] + static_cast<std::size_t>(cell)];
}

const std::string& Model::name_of(TableId table, std::int64_t object) const {
    static const std::string nothing;
    const bool exists = table != none && object >= 1 && object <= static_cast<std::int64_t>(program_.tables[table].instances.size());
    return exists ? program_.tables[table].instances[static_cast<std::size_t>(object - 1)] : nothing;
}

std::string Model::file_of(TableId table, std::int64_t object) const {
    const std::string& name = name_of(table, object);
    const std::size_t open = name.find('['), close = name.find(']');
    if (close == std::string::npos || (name.rfind("files[", 0) != 0 && name.rfind("inodes[", 0) != 0)) return "";
    const auto index = static_cast<std::size_t>(std::stoul(name.substr(open + 1, close - open - 1)));
    return index < world_.files.size() ? world_.files[index] : "";
}

std::size_t Model::file_index(const std::string& letter) const {
    return static_cast<std::size_t>(std::find(world_.files.begin(), world_.files.end(), letter) - world_.files.begin());
}

std::int64_t Model::references(const State& state, const std::string& file) const {
    const std::string wanted = "files[" + std::to_string(file_index(file)) + "].f_count";
    const TableId table = tables_.at("struct refcount");
    const auto& instances = program_.tables[table].instances;
    const auto object = std::find(instances.begin(), instances.end(), wanted) - instances.begin() + 1;
    const Variable& held = program_.variables[variables_.at("refcount.held")];
    std::int64_t sum = 0;
    // In recordings, the file of shared memory has an owner beside its mappings, like every other.
    if (world_.has_shared_memory && file == world_.files.back()) ++sum;
    for (std::int64_t owner = 0; owner < held.count / static_cast<std::int64_t>(instances.size()); ++owner)
        sum += field(state, "refcount.held", object, owner);
    return sum;
}

bool Model::lend_reference(State& state, std::int64_t object, std::int64_t owner) const {
    const VarId held = variables_.at("refcount.held");
    const auto objects = static_cast<std::int64_t>(program_.tables[tables_.at("struct refcount")].instances.size());
    const std::int64_t owners = program_.variables[held].count / objects;
    const auto cell = [&](std::int64_t who) -> std::int64_t& {
        return state.cells[first_cell_[held] + static_cast<std::size_t>((object - 1) * owners + who)];
    };
    for (std::int64_t other = 0; other < owners; ++other) {
        if (other == owner || cell(other) == 0) continue;
        --cell(other);
        ++cell(owner);
        return true;
    }
    return false;
}

std::vector<std::int64_t> Model::vmas(const State& state) const {
    std::vector<std::int64_t> found;
    const Variable& allocated = program_.variables[variables_.at("vma.allocated")];
    for (std::int64_t i = 0; i < allocated.count; ++i)
        if (field(state, "vma.allocated", 0, i) != 0) found.push_back(i + 1);
    return found;
}

std::string Model::flags(std::int64_t value) const {
    std::string mode = "---p", words;
    for (const auto& [bit, word] : flag_words_) {
        if ((value & bit) == 0) continue;
        const std::size_t at = word.size() == 1 ? modes.find(word[0]) : std::string_view::npos;
        if (at != std::string_view::npos)
            mode[at] = word[0];
        else
            words += " " + word;
    }
    return mode + words;
}

/// By the name of the table: "F_vm_ops" is the one of file F's hooks.
std::string Model::ops(std::int64_t value) const {
    if (value == 0) return "anon";
    const std::string& name = name_of(tables_.at("struct vm_operations_struct"), value);
    const std::size_t letter = name.find("_vm_ops");
    const bool is_recorded = letter != std::string::npos && std::find(world_.files.begin(), world_.files.end(), name.substr(0, letter)) != world_.files.end();
    return is_recorded ? name.substr(0, letter) : "dummy";
}

Vma Model::vma(const State& state, std::int64_t instance) const {
    const auto get = [&](const char* name) { return field(state, std::string("vm_area_struct.") + name, instance); };
    Vma vma;
    vma.start = get("vm_start") + world_.origin;
    vma.end = get("vm_end") + world_.origin;
    vma.flags = flags(get("vm_flags"));
    vma.pgoff = notes_page_frame(vma.flags) ? get("vm_pgoff") - action_pfn_in_model + action_pfn_in_recording : get("vm_pgoff");
    if (const std::int64_t file = get("vm_file"); file != 0) vma.file = file_of(tables_.at("struct file"), file);
    vma.ops = ops(get("vm_ops"));
    vma.priv = private_in_recording(get("vm_private_data"));
    vma.anon_vma = get("anon_vma") != 0;
    return vma;
}

bool Model::is_linked(const State& state, std::int64_t instance) const { return field(state, "vm_area_struct.linked", instance) != 0; }

bool Model::has_close(const State& state, std::int64_t instance) const {
    const std::int64_t table = field(state, "vm_area_struct.vm_ops", instance);
    return table != 0 && field(state, "vm_operations_struct.close", table) != 0;
}

Counters Model::counters(const State& state) const {
    const auto get = [&](const char* name) { return field(state, std::string("mm_struct.") + name, 1); };
    const TableId accounts = tables_.at("struct account");
    const auto& instances = program_.tables[accounts].instances;
    const auto account = std::find(instances.begin(), instances.end(), "vm_committed_as") - instances.begin() + 1;
    return {field(state, "account.charged", account), get("total_vm"), get("data_vm"), get("exec_vm"), get("locked_vm"), get("map_count")};
}

std::map<std::string, FileState> Model::files(const State& state) const {
    std::map<std::string, FileState> files;
    const auto& spaces = program_.tables[tables_.at("struct address_space")].instances;
    const auto& locks = program_.tables[tables_.at("struct rw_semaphore")].instances;
    for (std::size_t i = 0; i < world_.files.size(); ++i) {
        if (world_.files[i].empty()) continue;
        const std::string name = "inodes[" + std::to_string(i) + "].i_data";
        FileState& file = files[world_.files[i]];
        file.refs = references(state, world_.files[i]);
        file.writable = field(state, "address_space.i_mmap_writable", std::find(spaces.begin(), spaces.end(), name) - spaces.begin() + 1);
        const auto lock = std::find(locks.begin(), locks.end(), name + ".i_mmap_rwsem") - locks.begin() + 1;
        file.locked = field(state, "rw_semaphore.writer", lock) != 0;
    }
    return files;
}

}  // namespace mmapck::conformance

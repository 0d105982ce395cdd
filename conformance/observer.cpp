// SPDX-License-Identifier: Apache-2.0
#include "conformance/observer.h"

namespace mmapck::conformance {

using namespace program;

namespace {

bool ends_in(const std::string& text, const std::string& end) {
    return text.size() >= end.size() && text.compare(text.size() - end.size(), end.size(), end) == 0;
}

/// A pointer is well if it is not NULL, a bool if it is true, a number if it is 0.
bool is_success(const Program& program, const Step& step, std::int64_t returned) {
    const Display display = program.types[step.result_type].display;
    return display == Display::pointer || display == Display::boolean ? returned != 0 : returned == 0;
}

std::string as_result(std::int64_t result) { return result == 0 ? "ok" : std::to_string(result); }

}  // namespace

Observer::Observer(const Model& model, const Table& table) : model_(model), table_(table), identities_(model.world().vmas) {
    for (const StepRow& row : table.steps) rows_[row.function].push_back(&row);
    for (const program::Table& t : model.program().tables)
        if (t.type == "struct vm_area_struct") vmas_ = static_cast<std::int64_t>(t.instances.size());
}

std::int64_t Observer::traced_vma(const State& state) const {
    const std::int64_t pointer = model_.field(state, "tracepoint.vma", 1);
    return pointer > vmas_ ? pointer - vmas_ : pointer;   // a pointer that dangles still says which it was
}

std::string Observer::word(const std::string& name, const State& state, const Words& words) {
    const std::int64_t origin = model_.world().origin;
    if (name == "vma") return identities_.name(traced_vma(state));
    if (name == "start" || name == "end") return std::to_string(model_.field(state, "tracepoint." + name, 1) + origin);
    if (name == "pages") return std::to_string(model_.field(state, "tracepoint.pages", 1));
    if (name == "file") return words.file;
    if (name == "count") return std::to_string(model_.references(state, words.file));
    if (name == "value") return std::to_string(words.value);
    if (name == "detail") return std::to_string(words.detail);
    if (name == "result") return as_result(words.result);
    if (name == "function") return words.function;
    if (name == "new") identities_.made(words.allocated);
    if (name == "duplicate") identities_.duplicated(words.allocated, traced_vma(state));
    return name == "new" || name == "duplicate" ? identities_.name(words.allocated) : "{" + name + "}";
}

void Observer::tell(const std::string& step, const State& state, const Words& words) {
    std::string told;
    for (std::size_t at = 0; at < step.size(); ++at) {
        const std::size_t close = step[at] == '{' ? step.find('}', at) : std::string::npos;
        if (close == std::string::npos) {
            told += step[at];
            continue;
        }
        told += word(step.substr(at + 1, close - at - 1), state, words);
        at = close;
    }
    steps_.push_back(std::move(told));
}

void Observer::warning(const State& state, const Step& step, const std::string& kind) {
    Words words;
    words.function = model_.function_of(step);
    tell(table_.checks.at(kind), state, words);
}

void Observer::after(Interpreter& interpreter, const State& before, const State& state, const Step& step,
                     const checker::replay::Outcome& outcome) {
    if (!outcome.events.empty()) events(state, step, outcome);
    if (rows_.count(model_.function_of(step)) == 0) return;
    if (step.kind == StepKind::call) calls(state, step, outcome);
    stores(interpreter, before, state, step);
    if (step.kind == StepKind::result || step.kind == StepKind::system_return) calls(state, step, outcome);
}

void Observer::calls(const State& state, const Step& step, const checker::replay::Outcome& outcome) {
    Words words;
    words.result = outcome.returned;
    const bool is_call = step.kind == StepKind::call;
    const bool is_well = !is_call && is_success(model_.program(), step, outcome.returned);
    for (const StepRow* row : rows_.at(model_.function_of(step))) {
        const bool now = is_call ? row->occasion == Occasion::entered
                                 : row->occasion == Occasion::returns || row->occasion == (is_well ? Occasion::passes : Occasion::fails);
        if (now) tell(row->step, state, words);
    }
}

void Observer::stores(Interpreter& interpreter, const State& before, const State& state, const Step& step) {
    for (const Assignment& a : step.assignments) {
        for (const StepRow* row : rows_.at(model_.function_of(step))) {
            if (row->occasion != Occasion::stores || row->subject != model_.program().variables[a.variable].name) continue;
            Words words;
            words.value = interpreter.evaluate(a.value, before);
            words.allocated = a.index == no_expr ? 1 : interpreter.evaluate(a.index, before) + 1;
            tell(row->step, state, words);
        }
    }
}

void Observer::events(const State& state, const Step& step, const checker::replay::Outcome& outcome) {
    for (const std::string& function : model_.functions_around(step)) {
        const auto rows = rows_.find(function);
        if (rows == rows_.end()) continue;
        for (const checker::replay::EventValue& event : outcome.events) {
            for (const StepRow* row : rows->second) {
                if (row->occasion != Occasion::tells || !ends_in(model_.name_of(event.table, event.object), row->subject)) continue;
                Words words;
                words.file = model_.file_of(event.table, event.object);
                words.detail = event.detail;
                tell(row->step, state, words);
            }
        }
    }
}

void Observer::operation(const State& state, const OperationRow& row, bool fails) {
    if (fails) steps_.push_back("FAULT:" + row.op);
    const std::string& step = fails ? row.fails : row.passes;
    if (!step.empty()) tell(step, state, {});
}

}  // namespace mmapck::conformance

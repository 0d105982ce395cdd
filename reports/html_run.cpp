// SPDX-License-Identifier: Apache-2.0
#include "reports/html_run.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "reports/ascii.h"
#include "reports/html_holds.h"
#include "reports/html_state.h"
#include "reports/values.h"

namespace mmapck::reports {

using namespace program;
using checker::replay::Interpreter;
using checker::replay::Played;
using checker::replay::Result;
using checker::replay::Run;
using checker::replay::State;
using nlohmann::ordered_json;

namespace {

const char* name_of(FrameKind kind) {
    switch (kind) {
        case FrameKind::task: return "task";
        case FrameKind::function: return "function";
        case FrameKind::hook: return "hook";
        case FrameKind::system_call: return "system call";
        case FrameKind::primitive: return "primitive";
    }
    return "";
}

std::string file_of(const Program& program, const Position& position) {
    return position.file < program.files.size() ? shown_path(program.files[position.file]) : "";
}

/// The calls that steps are in, each when it is first asked for.
class Frames {
  public:
    Frames(const Program& program, Texts& texts) : program_(program), texts_(texts) {}

    std::int64_t number(FrameId frame) {
        if (frame == none) {
            return -1;
        }
        if (const auto known = numbers_.find(frame); known != numbers_.end()) {
            return known->second;
        }
        const Frame& each = program_.frames[frame];
        const std::int64_t parent = number(each.parent);
        const auto own = static_cast<std::int64_t>(json_.size());
        numbers_.emplace(frame, own);
        json_.push_back({parent, texts_.number(frame_text(program_, frame)), name_of(each.kind), texts_.number(file_of(program_, each.call)), each.call.line});
        return own;
    }

    ordered_json take() { return std::move(json_); }

  private:
    const Program& program_;
    Texts& texts_;
    std::map<FrameId, std::int64_t> numbers_;
    ordered_json json_ = ordered_json::array();
};

/// Steps with what they change, and the parts of the state that this is about.
class Steps {
  public:
    Steps(Interpreter& interpreter, const Run& run, Texts& texts)
        : interpreter_(interpreter), program_(interpreter.program()), run_(run), texts_(texts), parts_(interpreter), frames_(program_, texts), state_(interpreter.initial()) {
        for (std::size_t part = 0; part < parts_.all().size(); ++part) {
            start_.push_back(parts_.value(state_, part));
        }
        now_ = start_;
    }

    ordered_json json() {
        collect_changes();
        number_parts();
        ordered_json steps = ordered_json::array();
        for (std::size_t i = 0; i < run_.steps.size(); ++i) {
            steps.push_back(step_json(i));
        }
        ordered_json parts = ordered_json::array();
        std::size_t blank = 0;
        for (std::size_t part = 0; part < parts_.all().size(); ++part) {
            if (number_of_[part] < 0) {
                ++blank;
                continue;
            }
            const StatePart& each = parts_.all()[part];
            parts.push_back({texts_.number(each.group), texts_.number(each.name), texts_.number(start_[part])});
        }
        return {{"frames", frames_.take()},
                {"parts", std::move(parts)},
                {"blank", blank},
                {"states", std::min(run_.steps.size(), most_steps_with_state)},
                {"steps", std::move(steps)}};
    }

  private:
    using Change = std::pair<std::size_t, std::string>;  // part, and its new value

    void collect_changes() {
        changes_.resize(run_.steps.size());
        for (std::size_t i = 0; i < std::min(run_.steps.size(), most_steps_with_state); ++i) {
            std::set<std::size_t> touched;
            for (const checker::replay::Change& change : run_.steps[i].outcome.changes) {
                const std::size_t cell = interpreter_.cell(change.variable, change.cell);
                state_.cells[cell] = change.after;
                if (parts_.part_of(cell) >= 0) {
                    touched.insert(static_cast<std::size_t>(parts_.part_of(cell)));
                }
            }
            for (const std::size_t part : touched) {
                if (std::string value = parts_.value(state_, part); value != now_[part]) {
                    now_[part] = value;
                    changed_.insert(part);
                    changes_[i].emplace_back(part, std::move(value));
                }
            }
        }
    }

    void number_parts() {
        std::int64_t next = 0;
        for (std::size_t part = 0; part < parts_.all().size(); ++part) {
            const bool shown = changed_.count(part) != 0 || !is_blank(start_[part]);
            number_of_.push_back(shown ? next++ : -1);
        }
    }

    ordered_json step_json(std::size_t index) {
        const Played& played = run_.steps[index];
        const Step& step = program_.steps[played.taken.step];
        const checker::replay::Place place = checker::replay::place(program_, step);
        const bool finished = played.outcome.result == Result::ok;
        const int flags = (played.taken.begins_move ? 1 : 0) + (step.kind == StepKind::fault ? 2 : 0) + (finished ? 0 : 4);
        ordered_json json{played.task, flags, frames_.number(place.frame), texts_.place(file_of(program_, place.where), place.where.line, printable(step.text))};
        const bool returns = step.result != no_expr && finished;
        if (returns || !changes_[index].empty()) {
            json.push_back(returns ? static_cast<std::int64_t>(texts_.number(returned_text(program_, step.result_type, played.outcome.returned))) : -1);
        }
        for (const auto& [part, value] : changes_[index]) {
            json.push_back(number_of_[part]);
            json.push_back(texts_.number(value));
        }
        return json;
    }

    Interpreter& interpreter_;
    const Program& program_;
    const Run& run_;
    Texts& texts_;
    StateParts parts_;
    Frames frames_;
    State state_;
    std::vector<std::string> start_, now_;      // values by part
    std::set<std::size_t> changed_;
    std::vector<std::vector<Change>> changes_;  // by step
    std::vector<std::int64_t> number_of_;       // by part; -1: left out
};

ordered_json tree_json(const std::vector<TreeLine>& tree, Texts& texts) {
    ordered_json json = ordered_json::array();
    for (const TreeLine& line : tree) {
        ordered_json notes = ordered_json::array();
        for (const std::string& note : line.notes) {
            notes.push_back(texts.number(note));
        }
        json.push_back({line.step + 1, line.task, line.depth, texts.number(line.text), std::move(notes), line.matters ? 0 : 1});
    }
    return json;
}

void add_holds(const Program& program, const Holds& holds, Texts& texts, ordered_json& json) {
    ordered_json ledger = ordered_json::array(), locks = ordered_json::array(), held = ordered_json::array(), waits = ordered_json::array();
    for (const HeldFrom& each : holds.ledger) {
        const checker::replay::Place& place = each.entry.place;
        ledger.push_back({entry_kind(each.entry.kind), texts.number(entry_text(program, each.entry)), each.entry.task, each.from, each.to, each.freed ? 1 : 0,
                          texts.number(frame_text(program, place.frame)), texts.number(file_of(program, place.where)), place.where.line});
    }
    std::map<std::uint32_t, std::size_t> number_of;
    const auto number = [&](std::uint32_t lock) {
        const auto [known, is_new] = number_of.emplace(lock, locks.size());
        if (is_new) {
            locks.push_back(texts.number(printable(program.locks[lock].name)));
        }
        return known->second;
    };
    for (const LockHeld& each : holds.locks) {
        held.push_back({number(each.lock), each.task, is_read_mode(program, each) ? 1 : 0, each.from, each.to});
    }
    for (const LockAwaited& each : holds.waits) {
        waits.push_back({number(each.lock), each.task, each.from, each.to});
    }
    json["ledger"] = std::move(ledger);
    json["locks"] = std::move(locks);
    json["holds"] = std::move(held);
    json["waits"] = std::move(waits);
}

}  // namespace

const char* entry_kind(EventKind kind) {
    switch (kind) {
        case EventKind::acquire: return "lock";
        case EventKind::get: return "reference";
        case EventKind::charge: return "charge";
        default: return "obligation";
    }
}

ordered_json run_json(const Program& program, const checker::Trace& trace, const std::vector<TreeLine>& tree, const std::vector<Blocked>& blocked, Texts& texts) {
    Interpreter interpreter(program);
    const Run run = play(interpreter, trace);
    ordered_json json = Steps(interpreter, run, texts).json();
    json["tree"] = tree_json(tree, texts);
    add_holds(program, holds_of(program, run, blocked), texts, json);
    return json;
}

}  // namespace mmapck::reports

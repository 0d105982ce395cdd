// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "reports/ascii.h"
#include "reports/fault_sets.h"
#include "reports/passing.h"
#include "reports/text.h"
#include "reports/values.h"

namespace mmapck::reports {

using namespace program;
using checker::Counterexample;

namespace {

constexpr std::size_t columns = 80;
constexpr std::size_t most_lines = 25;
constexpr std::size_t label_width = 11;
constexpr std::size_t right_column = 48;
constexpr std::size_t most_faults = 3;
constexpr std::size_t most_due = 2;
constexpr std::size_t words_lines = 2;

using Lines = std::vector<std::string>;

/// Two texts on a line: the right one in its column, or as far left as it must be; both cut if there is no room.
std::string two_columns(const std::string& left, const std::string& right, std::size_t column) {
    if (right.empty()) {
        return cut_middle(left, columns);
    }
    const std::size_t at = std::min(column, columns - std::min(columns / 2, right.size()));
    const std::string start = padded(cut_middle(left, at - 2), at);
    return start + cut_middle(right, columns - at);
}

std::string labelled(const std::string& label, const std::string& text) {
    return cut_middle("  " + padded(label, label_width) + text, columns);
}

/// As many lines as the text needs.
Lines labelled_lines(const std::string& label, const std::string& text) {
    Lines lines;
    for (const std::string& line : wrapped(text, columns - 2 - label_width)) {
        lines.push_back(labelled(lines.empty() ? label : "", line));
    }
    return lines;
}

void append(Lines& lines, const Lines& more) { lines.insert(lines.end(), more.begin(), more.end()); }

Lines header(const Program& program, const Counterexample& counterexample, const Context& context) {
    std::string where = shown_path(context.file);
    where += context.variant.empty() ? "" : (where.empty() ? "" : ", ") + ("kernel " + printable(context.variant));
    const std::string title = "mmapck: VIOLATED " + printable(counterexample.violation.kind) +
                              (only_theoretical(program, counterexample) ? " (theoretical)" : "");
    Lines lines;
    if (title.size() + 2 + where.size() > columns) {
        lines = {cut_middle(title, columns), cut_middle("  " + where, columns)};
    } else {
        lines = {padded(title, std::max(title.size() + 2, std::min(right_column, columns - where.size()))) + where};
    }
    if (!context.scenario.empty()) {
        lines.push_back(cut_middle("  " + printable(context.scenario), columns));
    }
    Lines words = wrapped("\"" + printable(counterexample.violation.words) + "\"", columns - 4);
    if (words.size() > words_lines) {
        words.resize(words_lines);
        words.back() = cut_middle(words.back() + " ...\"", columns - 4);
    }
    for (const std::string& line : words) {
        lines.push_back("  " + line);
    }
    return lines;
}

std::string joined(const Lines& parts, const std::string& between) {
    std::string result;
    for (const std::string& part : parts) {
        result += (result.empty() ? "" : between) + part;
    }
    return result;
}

Lines fault_lines(const Program& program, const Story& story) {
    Lines lines;
    for (std::size_t i = 0; i < std::min(story.faults.size(), most_faults); ++i) {
        const FaultTaken& taken = story.faults[i];
        const Fault& fault = program.faults[taken.fault];
        lines.push_back(two_columns(labelled("fault", printable(fault.site) + "() -> " + taken.result),
                                    std::string("class ") + name(fault.fault_class), right_column));
        const std::string task = "task " + printable(program.tasks[taken.task].name) + ": ";
        lines.push_back(labelled("", cut_middle(task + joined(taken.chain, " > "), columns - 2 - label_width)));
    }
    if (story.faults.size() > most_faults) {
        lines.push_back(labelled("", "... and " + counted(story.faults.size() - most_faults, "more fault")));
    }
    if (story.call.task != none && story.blocked.empty()) {
        const std::string task = " in task " + printable(program.tasks[story.call.task].name);
        const std::string from = story.call.returned && !story.call.value.empty() ? story.call.value + " from " : "";
        lines.push_back(labelled(story.call.returned ? "returned" : "inside", from + story.call.call + task));
    }
    return lines;
}

std::string place_line(const Program& program, const std::string& label, FrameId frame, const Position& where,
                       const std::string& remark) {
    const std::string left = "      " + padded(label, label_width) + frame_text(program, frame);
    const std::string end = remark.empty() ? "" : "   " + remark;
    return two_columns(left, cut_path(position_text(program, where), columns - right_column - end.size()) + end, right_column);
}

const char* verb(EventKind kind) {
    switch (kind) {
        case EventKind::charge: return "charged";
        case EventKind::owe: return "owed since";
        default: return "taken";
    }
}

/// "released   on 3 of 5 exits: success, prepare fails", or the same of those that keep it; nothing where there are none.
std::string exits_line(const std::vector<Exit>& exits, bool kept) {
    std::string names;
    std::size_t count = 0;
    for (const Exit& exit : exits) {
        if (exit.kept == kept) {
            names += (count++ == 0 ? "" : ", ") + exit.name;
        }
    }
    if (exits.size() < 2 || count == 0) {
        return "";
    }
    const std::string of = " of " + counted(exits.size(), "exit");
    return cut_end("      " + padded(kept ? "kept" : "released", label_width) + "on " + std::to_string(count) + of +
                       (names.empty() ? "" : ": ") + names,
                   columns);
}

Lines held_lines(const Program& program, const Story& story, std::size_t room) {
    Lines lines;
    if (story.held.empty() || room < 5) {
        return lines;
    }
    lines.push_back("");
    lines.push_back(story.at_a_moment ? "  still held" : "  held");
    std::size_t shown = 0;
    for (const Held& held : story.held) {
        Lines more{cut_middle("    " + held.what, columns)};
        more.push_back(place_line(program, verb(held.entry.kind), held.entry.place.frame, held.entry.place.where, ""));
        for (std::size_t i = 0; story.at_a_moment && i < std::min(held.due.size(), most_due); ++i) {
            more.push_back(place_line(program, i == 0 ? "due" : "or", held.due[i].hook, held.due[i].where, "not called"));
        }
        if (story.kept_by != none && shown == 0) {
            more.push_back(place_line(program, "kept by", story.kept_by, program.frames[story.kept_by].definition, ""));
        }
        for (const bool kept : {false, true}) {
            if (std::string line = exits_line(held.exits, kept); !line.empty()) {
                more.push_back(std::move(line));
            }
        }
        if (lines.size() + more.size() + 1 > room) {
            break;
        }
        lines.insert(lines.end(), more.begin(), more.end());
        ++shown;
    }
    if (shown < story.held.size()) {
        lines.push_back("    ... and " + std::to_string(story.held.size() - shown) + " more");
    }
    return lines;
}

/// Who waits for whom: the tasks of a deadlock, or the locks of a cycle.
Lines waiting_lines(const Program& program, const Counterexample& counterexample, const Story& story) {
    Lines lines;
    for (const Blocked& blocked : story.blocked) {
        const std::string task = "    task " + printable(program.tasks[blocked.task].name) + ": ";
        lines.push_back(two_columns(task + blocked.text, position_text(program, blocked.place.where), right_column));
        if (!blocked.locks.empty()) {
            lines.push_back(cut_middle("      waits for " + joined(blocked.locks, "; "), columns));
        }
    }
    for (const std::string& edge : counterexample.violation.cycle) {
        std::string indent = "    ";
        for (const std::string& line : wrapped(printable(edge), columns - 6)) {
            lines.push_back(indent + line);
            indent = "      ";
        }
    }
    if (!lines.empty()) {
        lines.insert(lines.begin(), {"", story.blocked.empty() ? "  cycle" : "  blocked"});
    }
    return lines;
}

std::string differs_at(const Program& program, const Position& parts) {
    const std::string where = position_text(program, parts);
    return where.empty() ? "" : "; first differs at " + cut_path(where, 20);
}

/// The nearest run of the call that gives back what is held, or else any that passes, and where it goes another way; or why there is none.
std::string passing_text(const Program& program, const Counterexample& counterexample, const Story& story) {
    const std::vector<Exit> none_known;
    const std::vector<Exit>& exits = story.held.empty() ? none_known : story.held.front().exits;
    const std::ptrdiff_t nearest = nearest_passing(exits);
    if (nearest < 0) {
        const Passing passing = passing_run(program, counterexample);
        return passing.run ? "if " + passing.run->instead + differs_at(program, passing.run->parts) : passing.why_not;
    }
    const Exit& exit = exits[static_cast<std::size_t>(nearest)];
    return exit.call + "()" + (exit.returned.empty() ? "" : " = " + exit.returned) + " if " +
           (exit.fault == none ? "nothing fails" : exit.name) + differs_at(program, exit.parts);
}

Lines closing(const Program& program, const Counterexample& counterexample, const Context& context, const Story& story) {
    const checker::Trace& trace = counterexample.trace;
    std::string shortest = counted(trace.faults, "fault") + ", " + counted(trace.moves, "move") + ", " +
                           std::to_string(story.context_switches) +
                           (story.context_switches == 1 ? " context switch" : " context switches");
    if (trace.faults > 0) {
        shortest += "; none with fewer faults";
    }
    Lines lines{""};
    append(lines, labelled_lines("shortest", shortest));
    append(lines, labelled_lines("passing", passing_text(program, counterexample, story)));
    if (!context.replay.empty()) {
        lines.push_back(labelled("replay", printable(context.replay)));
    }
    return lines;
}

/// The one-line form, over two lines at most.
Lines editor_lines(const Program& program, const Counterexample& counterexample, const Story& story) {
    Lines lines = wrapped(one_line(program, counterexample, story), columns - 4);
    const std::string rest = joined({lines.begin() + 1, lines.end()}, " ");
    Lines result{"", lines.front()};
    if (!rest.empty()) {
        result.push_back("    " + cut_end(rest, columns - 4));
    }
    return result;
}

}  // namespace

Lines first_screen(const Program& program, const Counterexample& counterexample, const Context& context,
                   const Story& story) {
    Lines lines = header(program, counterexample, context);
    if (Lines faults = fault_lines(program, story); !faults.empty()) {
        lines.push_back("");
        append(lines, faults);
    }
    const bool shown_as_taken = !story.held.empty() && story.held.front().entry.place.where == story.place.where;
    if (story.place.frame != none && !shown_as_taken && story.blocked.empty()) {
        if (story.faults.empty() && story.call.task == none) {
            lines.push_back("");
        }
        lines.push_back(two_columns(labelled("at", frame_text(program, story.place.frame)),
                                    position_text(program, story.place.where), right_column));
    }
    const Lines end = closing(program, counterexample, context, story);
    Lines waiting = waiting_lines(program, counterexample, story);
    const Lines for_editors = editor_lines(program, counterexample, story);
    const std::size_t room = most_lines - lines.size() - end.size() - for_editors.size();
    if (waiting.size() > room) {
        waiting.resize(room - 1);
        waiting.push_back("    ...");
    }
    append(lines, waiting);
    append(lines, held_lines(program, story, room - waiting.size()));
    append(lines, end);
    append(lines, for_editors);
    return lines;
}

}  // namespace mmapck::reports

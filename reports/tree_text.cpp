// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "reports/ascii.h"
#include "reports/tree.h"

namespace mmapck::reports {

using namespace program;

namespace {

constexpr std::size_t columns = 80;
constexpr std::size_t notes_column = 46;
constexpr std::size_t deepest = 12;      // calls deeper than this are indented no further
constexpr std::size_t widest_lane = 12;
constexpr std::size_t most_notes = 6;    // of one line; a copied struct changes dozens of cells

std::size_t lane_width(const Program& program, const std::vector<TreeLine>& tree) {
    std::size_t width = 1;
    for (const TreeLine& line : tree) {
        width = std::max(width, std::min(widest_lane, printable(program.tasks[line.task].name).size()));
    }
    return width;
}

std::vector<std::string> shortened(std::vector<std::string> notes) {
    if (notes.size() > most_notes) {
        const std::size_t hidden = notes.size() - (most_notes - 1);
        const std::string last = notes.back();
        notes.resize(most_notes - 1);
        // A mark on the line that ends the run comes last and is never hidden.
        if (last.rfind("* ", 0) == 0) {
            notes.push_back("... and " + std::to_string(hidden - 1) + " more");
            notes.push_back(last);
        } else {
            notes.push_back("... and " + std::to_string(hidden) + " more");
        }
    }
    return notes;
}

/// Notes stand in their column if they fit there, else as far left as they must.
std::string with_note(const std::string& left, const std::string& note) {
    const std::size_t at = note.size() > columns ? 0 : std::min(notes_column, columns - note.size());
    return padded(left, std::max(at, left.size() + 2)) + note;
}

void add_lines(const std::string& lane, const TreeLine& line, std::vector<std::string>& lines) {
    const std::size_t indent = 2 * std::min(line.depth, deepest);
    const std::string left = lane + std::string(indent, ' ') + cut_middle(line.text, columns - lane.size() - indent);
    const std::vector<std::string> notes = shortened(line.notes);
    std::size_t next = 0;
    if (!notes.empty() && with_note(left, notes.front()).size() <= columns) {
        lines.push_back(with_note(left, notes.front()));
        next = 1;
    } else {
        lines.push_back(left);
    }
    for (; next < notes.size(); ++next) {
        const std::size_t width = columns - lane.size() - 2;
        const std::string note = cut_middle(notes[next], width);
        const std::size_t at = std::min(notes_column, columns - note.size());
        lines.push_back(padded(lane, at) + note);
    }
}

}  // namespace

std::vector<std::string> tree_text(const Program& program, const std::vector<TreeLine>& tree) {
    const std::size_t width = lane_width(program, tree);
    std::vector<std::string> lines;
    for (const TreeLine& line : tree) {
        const std::string name = cut_middle(printable(program.tasks[line.task].name), width < 5 ? 5 : width);
        add_lines(" " + padded(name, width) + (line.matters ? " |  " : " :  "), line, lines);
    }
    return lines;
}

}  // namespace mmapck::reports

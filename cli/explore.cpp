// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <istream>
#include <ostream>
#include <set>
#include <sstream>

#include "checker/replay/interpreter.h"
#include "cli/gate.h"
#include "cli/subject.h"
#include "reports/ascii.h"
#include "reports/changes.h"
#include "reports/move_text.h"
#include "reports/values.h"

namespace mmapck::cli {

namespace {

using namespace checker::replay;
using program::Program;

constexpr std::size_t columns = 80;
constexpr std::size_t most_moves = 40;   // that are listed

constexpr const char* help =
    "  NUMBER      take that move         b  back          r  from the beginning\n"
    "  l           the moves again        t  the moves so far\n"
    "  s [WORD]    the state: cells that are not as in the beginning, or with WORD\n"
    "              in their names\n"
    "  f [SITE]    lets the fault point SITE fail no more, or again; without SITE,\n"
    "              lists them\n"
    "  q           quit\n";

/// One program, walked by hand.
class Explorer {
  public:
    Explorer(const Program& program, std::ostream& out) : program_(program), out_(out), interpreter_(program), initial_(interpreter_.initial()) {
        path_.push_back({{}, initial_, 0});
        list();
    }

    /// False: the user has had enough.
    bool obey(const std::string& line) {
        std::istringstream in(line);
        std::string word, rest;
        in >> word >> rest;
        if (word.empty()) return true;
        if (word == "q" || word == "quit") return false;
        if (word == "b" || word == "back") back();
        else if (word == "r") restart();
        else if (word == "l") list();
        else if (word == "t") tell();
        else if (word == "s") state(rest);
        else if (word == "f") toggle(rest);
        else if (word.find_first_not_of("0123456789") == word.npos && word.size() < 7) take(std::stoul(word));
        else out_ << help;
        return true;
    }

  private:
    struct Node {
        Move by;                 ///< the move that led here
        State state;
        std::uint32_t faults = 0;
    };

    std::string site_of(const Move& move) const {
        for (const checker::Taken& taken : move.steps)
            if (const program::Step& step = program_.steps[taken.step]; step.kind == program::StepKind::fault) return program_.faults[step.fault].site;
        return "";
    }

    bool is_off(const Move& move) const { return off_.count(site_of(move)) != 0; }

    std::string describe(const Move& move) const {
        const reports::MoveText said = reports::move_text(program_, move);
        const std::string at = reports::position_text(program_, said.where);
        const std::size_t room = columns - 8 - std::min<std::size_t>(28, at.size() + 2);
        return reports::padded(reports::cut_middle(said.text, room), room) + "  " + reports::cut_path(at, columns - 10 - room);
    }

    void find_moves() {
        moves_.clear();
        hidden_ = 0;
        const Node& here = path_.back();
        if (here.by.violated) return;
        const std::uint32_t left = program_.max_faults - std::min(here.faults, program_.max_faults);
        for (program::TaskId task = 0; task < program_.tasks.size(); ++task)
            for (Move& move : interpreter_.moves(here.state, task, left)) {
                if (is_off(move))
                    ++hidden_;
                else
                    moves_.push_back(std::move(move));
            }
    }

    void list() {
        find_moves();
        const Node& here = path_.back();
        out_ << "after " << reports::counted(path_.size() - 1, "move") << " and " << reports::counted(here.faults, "fault") << "\n";
        for (const std::uint32_t invariant : here.by.violated ? std::vector<std::uint32_t>{} : interpreter_.failing(here.state))
            out_ << "  VIOLATED " << reports::printable(program_.invariants[invariant].name) << ": " << reports::printable(program_.invariants[invariant].words) << "\n";
        if (here.by.violated) out_ << "  VIOLATED " << reports::printable(here.by.violation.kind) << ": " << reports::printable(here.by.violation.words) << "\n";
        for (std::size_t i = 0; i < std::min(moves_.size(), most_moves); ++i) {
            const std::string number = std::to_string(i + 1);
            out_ << std::string(5 - std::min<std::size_t>(4, number.size()), ' ') << number << "  " << describe(moves_[i]) << "\n";
        }
        if (moves_.size() > most_moves) out_ << "       and " << moves_.size() - most_moves << " more, up to " << moves_.size() << "\n";
        if (hidden_ > 0) out_ << "       " << reports::counted(hidden_, "move") << " with faults that are switched off\n";
        if (moves_.empty() && hidden_ == 0 && !here.by.violated)
            out_ << (interpreter_.deadlocked(here.state, program_.max_faults - here.faults) ? "  VIOLATED deadlock: no task can move\n" : "  the end: every task is done\n");
    }

    void take(std::size_t number) {
        if (number == 0 || number > moves_.size()) {
            out_ << "there is no move " << number << "\n";
            return;
        }
        const Move move = moves_[number - 1];
        for (const std::string& change : reports::differences(interpreter_, path_.back().state, move.end, {})) out_ << "       " << reports::cut_middle(change, columns - 7) << "\n";
        path_.push_back({move, move.end, path_.back().faults + move.faults});
        list();
    }

    void back() {
        if (path_.size() > 1) path_.pop_back();
        list();
    }

    void restart() {
        path_.resize(1);
        list();
    }

    void tell() const {
        for (std::size_t i = 1; i < path_.size(); ++i) out_ << "  " << reports::padded(std::to_string(i), 4) << "  " << describe(path_[i].by) << "\n";
    }

    void state(const std::string& word) const {
        const State& now = path_.back().state;
        for (program::VarId variable = 0; variable < program_.variables.size(); ++variable)
            for (std::uint32_t cell = 0; cell < program_.variables[variable].count; ++cell) {
                const std::size_t at = interpreter_.cell(variable, cell);
                const std::string name = reports::cell_text(program_, variable, cell);
                const bool wanted = word.empty() ? reports::is_shown(program_, variable, cell) && now.cells[at] != initial_.cells[at] : name.find(word) != name.npos;
                if (wanted) out_ << "       " << reports::cut_middle(name + " = " + reports::value_text(program_, program_.variables[variable].type, now.cells[at]), columns - 7) << "\n";
            }
    }

    void toggle(const std::string& site) {
        std::set<std::string> sites;
        for (const program::Fault& fault : program_.faults)
            if (fault.selected) sites.insert(fault.site);
        if (site.empty()) {
            if (sites.empty()) out_ << "no fault point may fail here\n";
            for (const std::string& one : sites) out_ << "       " << (off_.count(one) ? "off  " : "on   ") << reports::printable(one) << "\n";
            return;
        }
        if (sites.count(site) == 0) {
            out_ << "no fault point '" << reports::printable(site) << "' may fail here; f lists those that may\n";
            return;
        }
        if (off_.erase(site) == 0) off_.insert(site);
        list();
    }

    const Program& program_;
    std::ostream& out_;
    Interpreter interpreter_;
    State initial_;
    std::vector<Node> path_;     // the last one is here
    std::vector<Move> moves_;    // from here
    std::size_t hidden_ = 0;
    std::set<std::string> off_;  // sites of faults
};

}  // namespace

ExitCode explore(const Options& options, Surroundings& surroundings) {
    ExitCode code = ExitCode::as_expected;
    const std::optional<Subjects> subjects = find_subjects(options, surroundings, code);
    if (!subjects) return code;
    if (subjects->all.empty()) return code;
    const Subject* const subject = only_subject(*subjects, "explored", surroundings);
    if (subject == nullptr) return ExitCode::usage;
    std::optional<Program> program = program_of(*subject->scenario, subject->variant, subjects->settings, options.passes, surroundings);
    if (!program) return ExitCode::invalid_input;
    program = with_classes(std::move(*program), options.fault_classes);
    surroundings.out << reports::shown_path(subject->scenario->path) << ", kernel " << subject->variant.name() << "; h helps\n";
    Explorer explorer(*program, surroundings.out);
    for (std::string line; surroundings.out << "> " << std::flush, surroundings.in && std::getline(*surroundings.in, line) && explorer.obey(line);) continue;
    surroundings.out << "\n";
    return code;
}

}  // namespace mmapck::cli

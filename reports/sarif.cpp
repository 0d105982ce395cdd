// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cctype>
#include <nlohmann/json.hpp>
#include <ostream>
#include <vector>

#include "checker/replay/frames.h"
#include "checker/replay/replay.h"
#include "reports/ascii.h"
#include "reports/changes.h"
#include "reports/findings.h"
#include "reports/values.h"
#include "reports/writers.h"

namespace mmapck::reports {

namespace {

using namespace program;
using checker::replay::Played;
using nlohmann::ordered_json;

constexpr std::size_t most_results = 5'000;   // that GitHub shows
constexpr std::size_t most_steps = 1'000;     // of one result that GitHub shows

/// A path as a relative reference of RFC 3986.
std::string uri(const std::string& path) {
    static constexpr char digits[] = "0123456789ABCDEF";
    std::string result;
    for (const char c : path) {
        const auto byte = static_cast<unsigned char>(c);
        if (std::isalnum(byte) != 0 || std::string_view("-._~/").find(c) != std::string_view::npos) {
            result += c;
        } else {
            result += {'%', digits[byte >> 4], digits[byte & 15]};
        }
    }
    return result;
}

ordered_json location_json(const std::string& file, std::uint32_t line, const std::string& function) {
    ordered_json json{{"physicalLocation", {{"artifactLocation", {{"uri", uri(file)}}}, {"region", {{"startLine", std::max(line, 1u)}}}}}};
    if (!function.empty()) {
        json["logicalLocations"] = ordered_json::array({{{"fullyQualifiedName", function}, {"kind", "function"}}});
    }
    return json;
}

/// A step of the run that people may want to see.
struct Shown {
    std::size_t index = 0;   // in the run
    bool essential = false;  // kept when others are left out
    TaskId task = 0;
    ordered_json json;
};

bool is_event(const Program& program, const Played& played) {
    const StepKind kind = program.steps[played.taken.step].kind;
    const bool shared = std::any_of(played.outcome.changes.begin(), played.outcome.changes.end(), [&](const checker::replay::Change& change) {
        return is_shown(program, change.variable, change.cell);
    });
    return shared || kind == StepKind::fault || kind == StepKind::system_return || played.outcome.result != checker::replay::Result::ok;
}

Shown shown(const Program& program, const Played& played, std::size_t index) {
    const Step& step = program.steps[played.taken.step];
    const checker::replay::Place place = checker::replay::place(program, step);
    const bool fault = step.kind == StepKind::fault;
    const bool last = played.outcome.result != checker::replay::Result::ok;
    const bool known = place.where.file < program.files.size();
    ordered_json location = location_json(known ? shown_path(program.files[place.where.file]) : "unknown", place.where.line,
                                          frame_text(program, place.frame));
    location["message"] = {{"text", "task " + printable(program.tasks[played.task].name) + ": " +
                                        (fault ? printable(program.faults[step.fault].site) + " fails" : printable(step.text))}};
    ordered_json state = ordered_json::object();
    for (const checker::replay::Change& change : played.outcome.changes) {
        if (is_shown(program, change.variable, change.cell)) {
            state[cell_text(program, change.variable, change.cell)] = {
                {"text", value_text(program, program.variables[change.variable].type, change.after)}};
        }
    }
    ordered_json json{{"location", std::move(location)},
                      {"executionOrder", index + 1},
                      {"nestingLevel", checker::replay::chain(program, place.frame).size()},
                      {"importance", fault || last ? "essential" : step.events.empty() ? "unimportant" : "important"}};
    if (fault) {
        json["kinds"] = {"fault"};
    }
    if (!state.empty()) {
        json["state"] = std::move(state);
    }
    return {index, fault || last, played.task, std::move(json)};
}

/// The steps of a run, at most as many as are shown: faults and the end always, of the others the latest.
std::vector<Shown> shown_steps(const Program& program, const checker::Counterexample& counterexample, std::size_t& left_out) {
    checker::replay::Interpreter interpreter(program);
    const checker::replay::Run run = play(interpreter, counterexample.trace);
    std::vector<Shown> steps;
    for (std::size_t i = 0; i < run.steps.size(); ++i) {
        if (is_event(program, run.steps[i])) {
            steps.push_back(shown(program, run.steps[i], i));
        }
    }
    left_out = steps.size() > most_steps ? steps.size() - most_steps : 0;
    std::size_t to_drop = left_out;
    steps.erase(std::remove_if(steps.begin(), steps.end(), [&](const Shown& step) { return !step.essential && to_drop > 0 && to_drop-- > 0; }),
                steps.end());
    return steps;
}

ordered_json code_flow_json(const Program& program, const checker::Counterexample& counterexample, std::size_t& left_out) {
    const std::vector<Shown> steps = shown_steps(program, counterexample, left_out);
    ordered_json flows = ordered_json::array();
    for (TaskId task = 0; task < program.tasks.size(); ++task) {
        ordered_json locations = ordered_json::array();
        for (const Shown& step : steps) {
            if (step.task == task) {
                locations.push_back(step.json);
            }
        }
        if (!locations.empty()) {
            flows.push_back({{"id", printable(program.tasks[task].name)}, {"locations", std::move(locations)}});
        }
    }
    return flows;
}

class SarifReport : public Report {
  public:
    SarifReport(std::ostream& out, const std::string& tool_version) : out_(out), tool_version_(tool_version) {
        out_ << "{\n\"$schema\": \"https://json.schemastore.org/sarif-2.1.0.json\",\n\"version\": \"2.1.0\",\n\"runs\": [{\n\"results\": [";
    }

    void add(const Checked& checked) override {
        for (const Finding& finding : findings(checked)) {
            if (results_ == most_results) {
                ++held_back_;
                continue;
            }
            out_ << (results_++ == 0 ? "\n" : ",\n") << result_json(checked, finding).dump();
        }
    }

    void finish() override {
        ordered_json rules = ordered_json::array();
        for (const Rule& rule : rules_) {
            rules.push_back({{"id", rule.id},
                             {"shortDescription", {{"text", rule.words}}},
                             {"fullDescription", {{"text", rule.words}}},
                             {"help", {{"text", "The text report of mmapck shows the whole run; docs/invariants.md says what is checked, and when."}}}});
        }
        const ordered_json driver{{"name", "mmapck"}, {"version", tool_version_}, {"rules", std::move(rules)}};
        ordered_json invocation{{"executionSuccessful", true}};
        if (held_back_ > 0) {
            invocation["toolExecutionNotifications"] = ordered_json::array(
                {{{"level", "warning"}, {"message", {{"text", std::to_string(held_back_) + " more results are left out"}}}}});
        }
        out_ << "\n],\n\"tool\": " << ordered_json{{"driver", driver}}.dump() << ",\n\"invocations\": " << ordered_json::array({invocation}).dump()
             << ",\n\"columnKind\": \"unicodeCodePoints\"\n}]\n}\n";
    }

  private:
    struct Rule {
        std::string id;
        std::string words;
    };

    std::size_t rule_index(const Finding& finding) {
        const auto at = std::find_if(rules_.begin(), rules_.end(), [&](const Rule& rule) { return rule.id == finding.rule; });
        const auto index = static_cast<std::size_t>(at - rules_.begin());
        if (at == rules_.end()) {
            rules_.push_back({finding.rule, words_of(finding)});
        }
        return index;
    }

    static std::string words_of(const Finding& finding) {
        switch (finding.outcome) {
            case Outcome::vacuous: return "Something that the scenario speaks of was never tested.";
            case Outcome::inconclusive: return "A budget ended the search before every state was seen.";
            default: break;
        }
        return finding.counterexample == nullptr ? "A violation that the scenario expects does not happen."
                                                 : "Violated: " + printable(finding.counterexample->violation.words) + ".";
    }

    ordered_json result_json(const Checked& checked, const Finding& finding) {
        const bool open = finding.outcome == Outcome::inconclusive;
        ordered_json json{{"ruleId", finding.rule},
                          {"ruleIndex", rule_index(finding)},
                          {"kind", open ? "open" : "fail"},
                          {"level", open ? "none" : finding.outcome == Outcome::vacuous ? "warning" : "error"},
                          {"message", {{"text", finding.message + "."}}},
                          {"locations", ordered_json::array({location_json(finding.file, finding.line, finding.function)})},
                          {"partialFingerprints", {{"mmapck/v1", finding.fingerprint}}}};
        if (finding.counterexample != nullptr) {
            std::size_t left_out = 0;
            ordered_json flows = code_flow_json(*checked.program, *finding.counterexample, left_out);
            if (flows.empty()) {
                return json;
            }
            ordered_json flow{{"threadFlows", std::move(flows)}};
            if (left_out > 0) {
                flow["message"] = {{"text", std::to_string(left_out) + " steps before the shown ones are left out."}};
            }
            json["codeFlows"] = ordered_json::array({std::move(flow)});
        }
        return json;
    }

    std::ostream& out_;
    std::string tool_version_;
    std::vector<Rule> rules_;
    std::size_t results_ = 0, held_back_ = 0;
};

}  // namespace

std::unique_ptr<Report> sarif_report(std::ostream& out, const std::string& tool_version) {
    return std::make_unique<SarifReport>(out, tool_version);
}

}  // namespace mmapck::reports

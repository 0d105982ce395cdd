// SPDX-License-Identifier: Apache-2.0
#include "conformance/report.h"

#include <algorithm>
#include <cctype>
#include <map>
#include <set>

namespace mmapck::conformance {

namespace {

struct Cause {
    std::string words;
    std::size_t first = 0;                        ///< run
    std::size_t runs = 0;
    std::map<std::string, std::size_t> versions;  ///< runs by version
};

std::string faults_of(const Run& run) {
    if (run.faults.empty()) return "no fault";
    std::string text;
    for (const Fault& fault : run.faults) text += (text.empty() ? "" : ", then ") + std::to_string(fault.index) + " (" + fault.site.op + ")";
    return (run.faults.size() == 1 ? "fault at " : "faults at ") + text;
}

std::string title_of(const Run& run) { return run.case_name + ", " + run.version + ", " + faults_of(run) + "  [" + run.where + "]"; }

std::vector<Cause> causes_of(const std::vector<Run>& runs, const std::vector<Checked>& checked) {
    std::vector<Cause> causes;
    std::map<std::string, std::size_t> known;
    for (std::size_t i = 0; i < runs.size(); ++i) {
        if (checked[i].differences.empty()) continue;
        const std::string& words = checked[i].differences.front().cause;
        const auto [at, is_new] = known.try_emplace(words, causes.size());
        if (is_new) causes.push_back({words, i, 0, {}});
        ++causes[at->second].runs;
        ++causes[at->second].versions[runs[i].version];
    }
    std::stable_sort(causes.begin(), causes.end(), [](const Cause& a, const Cause& b) { return a.runs > b.runs; });
    return causes;
}

std::string counted(std::size_t count, const std::string& noun) { return std::to_string(count) + " " + noun + (count == 1 ? "" : "s"); }

std::string to_text(const Cause& cause, const Run& run, const Checked& checked, bool all) {
    std::string text = "\n" + counted(cause.runs, "run") + ": " + cause.words + "\n  ";
    for (const auto& [version, count] : cause.versions) text += version + ": " + std::to_string(count) + "  ";
    text += "\n  first: " + title_of(run) + "\n";
    for (const Difference& difference : checked.differences) {
        text += "    " + difference.detail + (difference.detail.ends_with('\n') ? "" : "\n");
        if (!all) break;
    }
    return text;
}

std::string joined(const std::vector<std::string>& steps) {
    std::string text;
    for (const std::string& step : steps) text += " " + step;
    return text;
}

/// Without the numbers and names of the run.
std::string kind_of_anomaly(const std::string& anomaly) {
    std::string kind;
    for (const unsigned char c : anomaly)
        if (std::isdigit(c) == 0)
            kind += static_cast<char>(c);
        else if (kind.empty() || kind.back() != '#')
            kind += '#';
    return kind;
}

/// Runs that have something in common, and what the model violates in them.
struct Violations {
    std::size_t runs = 0;
    std::map<std::string, std::size_t> violated;   ///< runs by invariant

    void add(const Checked& checked) {
        ++runs;
        for (const std::string& name : checked.played.violated) ++violated[name];
    }
};

std::string to_text(const std::string& title, const Violations& violations) {
    std::string text = "  " + counted(violations.runs, "run") + ": " + title + "\n    ";
    for (const auto& [name, count] : violations.violated) text += (text.back() == ' ' ? "" : ", ") + name + " " + std::to_string(count);
    return text + (violations.violated.empty() ? "violates nothing\n" : "\n");
}

}  // namespace

std::size_t count_unnoticed(const std::vector<Run>& runs, const std::vector<Checked>& checked) {
    std::size_t unnoticed = 0;
    for (std::size_t i = 0; i < runs.size(); ++i)
        if (!runs[i].anomalies.empty() && checked[i].played.violated.empty()) ++unnoticed;
    return unnoticed;
}

std::string defects_to_text(const std::vector<Run>& runs, const std::vector<Checked>& checked) {
    std::map<std::string, Violations> kinds;
    Violations others;
    std::size_t defective = 0;
    for (std::size_t i = 0; i < runs.size(); ++i) {
        std::set<std::string> found;
        for (const std::string& anomaly : runs[i].anomalies) found.insert(kind_of_anomaly(anomaly));
        for (const std::string& kind : found) kinds[kind].add(checked[i]);
        if (found.empty()) others.add(checked[i]);
        if (!found.empty()) ++defective;
    }
    std::string text = std::to_string(defective - count_unnoticed(runs, checked)) + " of " + counted(defective, "run") +
                       " with an anomaly of the kernel violate an invariant of the model\n";
    for (const auto& [kind, violations] : kinds) text += to_text(kind, violations);
    return text + to_text("no anomaly", others);
}

std::size_t count_agreeing(const std::vector<Checked>& checked) {
    return static_cast<std::size_t>(std::count_if(checked.begin(), checked.end(), [](const Checked& c) { return c.differences.empty(); }));
}

std::string to_text(const std::vector<Run>& runs, const std::vector<Checked>& checked, const ReportOptions& options) {
    std::string text = std::to_string(count_agreeing(checked)) + " of " + counted(runs.size(), "run") + " agree\n";
    const std::vector<Cause> causes = causes_of(runs, checked);
    const std::size_t shown = std::min(causes.size(), options.most_causes);
    for (std::size_t i = 0; i < shown; ++i) text += to_text(causes[i], runs[causes[i].first], checked[causes[i].first], options.all_differences);
    if (shown < causes.size()) text += "\n" + counted(causes.size() - shown, "more cause") + "; --causes N shows more\n";
    return text;
}

std::string to_text(const Run& run, const Checked& checked) {
    std::string text = title_of(run) + "\n  kernel: returns " + std::to_string(run.outcome.ret) + ";" + joined(run.outcome.steps) +
                       "\n  model:  returns " + std::to_string(checked.played.outcome.ret) + ";" + joined(checked.played.outcome.steps) + "\n";
    for (const Difference& difference : checked.differences) text += "  " + difference.detail + (difference.detail.ends_with('\n') ? "" : "\n");
    return text + (checked.differences.empty() ? "  agrees\n" : "");
}

}  // namespace mmapck::conformance

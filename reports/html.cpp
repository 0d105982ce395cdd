// SPDX-License-Identifier: Apache-2.0
#include <map>
#include <nlohmann/json.hpp>
#include <ostream>
#include <set>
#include <vector>

#include "reports/ascii.h"
#include "reports/coverage.h"
#include "reports/file.h"
#include "reports/findings.h"
#include "reports/html_coverage.h"
#include "reports/html_tested.h"
#include "reports/html_texts.h"
#include "reports/html_trace.h"
#include "reports/summary.h"
#include "reports/viewer.h"
#include "reports/writers.h"

namespace mmapck::reports {

namespace {

using nlohmann::ordered_json;

constexpr std::size_t largest_source = 512 * 1024;  // bytes

/// Where a file of a program may be.
struct Source {
    std::string name, model_directory;
};

/// JSON that is text inside of a script element: no '<', so that nothing in it ends the element.
std::string embedded(const ordered_json& json) {
    const std::string plain = json.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
    std::string text;
    text.reserve(plain.size());
    for (const char c : plain) {
        c == '<' ? text += "\\u003c" : text += c;
    }
    return text;
}

class HtmlReport : public Report {
  public:
    HtmlReport(std::ostream& out, std::string tool_version) : out_(out), tool_version_(std::move(tool_version)) {
        out_ << "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
             << "<meta name=\"viewport\" content=\"width=device-width\">\n"
             << "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; base-uri 'none'; form-action 'none'; style-src '"
             << viewer::style_digest << "'; script-src '" << viewer::script_digest << "'\">\n"
             << "<title>mmapck</title>\n<style>" << viewer::style << "</style>\n</head>\n<body>\n"
             << viewer::page;
    }

    void add(const Checked& checked) override {
        const Outcome outcome = judge(checked.verdict, checked.expectation);
        totals_.count(outcome);
        ordered_json counterexamples = ordered_json::array();
        for (const checker::Counterexample& counterexample : checked.verdict.counterexamples) {
            const Story story = tell(*checked.program, counterexample);
            counterexamples.push_back({{"kind", printable(counterexample.violation.kind)}, {"line", one_line(*checked.program, counterexample, story)}});
            write("trace", trace_json(checked, counterexample, story, texts_));
        }
        coverage_.add(checked);
        tested_.add(checked);
        note_files(checked);
        write("result", result_json(checked, outcome, std::move(counterexamples)));
    }

    void finish() override {
        write("coverage", coverage_.json(texts_));
        write("tested", tested_json(tested_));
        write("sources", sources_json());
        write("places", texts_.places());
        write("texts", texts_.all());
        write("run", {{"tool", "mmapck " + tool_version_},
                      {"checked", totals_.checked},
                      {"expected", totals_.expected},
                      {"unexpected", totals_.unexpected},
                      {"vacuous", totals_.vacuous},
                      {"inconclusive", totals_.inconclusive}});
        out_ << "<script>" << viewer::script << "</script>\n</body>\n</html>\n";
    }

  private:
    void write(const char* what, const ordered_json& json) {
        out_ << "<script type=\"application/json\" data-what=\"" << what << "\">" << embedded(json) << "</script>\n";
    }

    static ordered_json expected_json(const scenario::Expectation& expectation) {
        ordered_json kinds = ordered_json::array();
        for (const scenario::Text& kind : expectation.violates) {
            kinds.push_back(printable(kind.text));
        }
        return kinds;
    }

    /// A page finds the traces of a result by their order: each result follows its own.
    ordered_json result_json(const Checked& checked, Outcome outcome, ordered_json counterexamples) const {
        const checker::Statistics& statistics = checked.verdict.statistics;
        ordered_json remarks = ordered_json::array();
        for (const Finding& finding : findings(checked)) {
            if (finding.counterexample == nullptr) {
                remarks.push_back(finding.rule + ": " + finding.message);
            }
        }
        return {{"file", shown_path(checked.context.file)},
                {"variant", printable(checked.context.variant)},
                {"scenario", printable(checked.context.scenario)},
                {"expected", expected_json(checked.expectation)},
                {"status", checker::name(checked.verdict.status)},
                {"outcome", name(outcome)},
                {"remarks", std::move(remarks)},
                {"states", statistics.states},
                {"transitions", statistics.transitions},
                {"depth", statistics.depth},
                {"counterexamples", std::move(counterexamples)}};
    }

    /// Files by the name that is shown; a file of a model elsewhere is named by its place in the model.
    void note_files(const Checked& checked) {
        for (const std::string& file : checked.program->files) {
            files_.emplace(shown_path(file), Source{file, checked.context.model_directory});
        }
    }

    /// The text of a file as it is now; null where it cannot be read or is too large.
    static ordered_json source_json(const Source& source) {
        FileContent file = read_file(source.name);
        if (!file.error.empty() && !source.model_directory.empty()) {
            file = read_file(source.model_directory + "/" + source.name);
        }
        const bool usable = file.error.empty() && file.content.size() <= largest_source;
        return usable ? ordered_json(std::move(file.content)) : ordered_json();
    }

    /// The files that a position in the page is in.
    ordered_json sources_json() const {
        ordered_json json = ordered_json::object();
        const std::set<std::string> named(texts_.all().begin(), texts_.all().end());
        for (const auto& [shown, source] : files_) {
            if (named.count(shown) != 0) {
                json[shown] = source_json(source);
            }
        }
        return json;
    }

    std::ostream& out_;
    std::string tool_version_;
    Texts texts_;
    Totals totals_;
    FaultCoverage coverage_;
    Coverage tested_;
    std::map<std::string, Source> files_;  // by the name that is shown
};

}  // namespace

std::unique_ptr<Report> html_report(std::ostream& out, const std::string& tool_version) { return std::make_unique<HtmlReport>(out, tool_version); }

}  // namespace mmapck::reports

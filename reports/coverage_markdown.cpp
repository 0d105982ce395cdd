// SPDX-License-Identifier: Apache-2.0
#include <ostream>

#include "reports/ascii.h"
#include "reports/coverage.h"
#include "reports/uncalled_faults.h"
#include "reports/writers.h"

namespace mmapck::reports {

namespace {

struct Counts {
    std::uint64_t found = 0, hit = 0;
};

std::string of(const Counts& counts) { return std::to_string(counts.hit) + " of " + std::to_string(counts.found); }

class CoverageReport : public Report {
  public:
    explicit CoverageReport(std::ostream& out) : out_(out) {}

    void add(const Checked& checked) override { coverage_.add(checked); }

    void finish() override {
        out_ << "# Coverage\n\nOf " << counted(coverage_.results, "result") << ".\n";
        write_faults();
        write_names("Hooks", "hook", "", coverage_.hooks);
        write_names("Invariants", "invariant", "Executed: some run evaluates it while what it speaks of exists.\n\n", coverage_.invariants);
        write_files();
    }

  private:
    void write_faults() {
        out_ << "\n## Fault points\n\n" << counts_text(coverage_.faults) << "\n\n| fault point | class | result | | executed in |\n| --- | --- | --- | --- | --- |\n";
        for (const auto& [key, tested] : coverage_.faults) {
            const auto& [site, fault_class, result] = key;
            out_ << "| `" << site << "` | " << fault_class << " | " << result << " | ";
            write_end(tested);
        }
        write_uncalled();
    }

    void write_uncalled() {
        const std::vector<UncalledFault> all = uncalled_faults(coverage_);
        if (all.empty()) return;
        out_ << "\n### Missed, and in no program\n\nModel and drivers have " << counted(all.size(), "fault point")
             << " more.\n\n| fault point | class | result | in | |\n| --- | --- | --- | --- | --- |\n";
        for (const UncalledFault& one : all) {
            const auto& [site, fault_class, result] = one.key;
            out_ << "| `" << site << "` | " << fault_class << " | " << result << " | `" << one.function << "()` " << one.file << ":" << one.line << " | missed: " << one.why << " |\n";
        }
    }

    void write_names(const char* title, const char* what, const char* note, const std::map<std::string, Tested>& names) {
        out_ << "\n## " << title << "\n\n" << note << counts_text(names) << "\n\n| " << what << " | | executed in |\n| --- | --- | --- |\n";
        for (const auto& [name, tested] : names) {
            out_ << "| `" << name << "` | ";
            write_end(tested);
        }
    }

    void write_end(const Tested& tested) { out_ << verdict(tested) << " | " << tested.executed << " of " << tested.results() << " |\n"; }

    template <typename Map> static std::string counts_text(const Map& all) {
        std::uint64_t executed = 0, unreachable = 0, missed = 0;
        for (const auto& [name, tested] : all) ++(tested.executed > 0 ? executed : verdict(tested) == "unreachable" ? unreachable : missed);
        return std::to_string(executed) + " executed, " + std::to_string(unreachable) + " unreachable, " + std::to_string(missed) + " missed.";
    }

    void write_files() {
        struct FileCounts {
            Counts functions, lines, branches;
        };
        const LineCoverage all = coverage_.lines.complete();
        std::map<std::string, FileCounts> files;
        for (const auto& [where, function] : all.functions) count(files[where.first].functions, function.results);
        for (const auto& [line, hits] : all.lines) count(files[line.first].lines, hits);
        for (const auto& [branch, hits] : all.branches) count(files[std::get<0>(branch)].branches, hits);
        out_ << "\n## Functions, lines and branches\n\n| file | functions | lines | branches |\n| --- | --- | --- | --- |\n";
        for (const auto& [file, counts] : files)
            out_ << "| " << file << " | " << of(counts.functions) << " | " << of(counts.lines) << " | " << of(counts.branches) << " |\n";
    }

    static void count(Counts& counts, std::uint64_t hits) {
        ++counts.found;
        counts.hit += hits > 0 ? 1 : 0;
    }

    std::ostream& out_;
    Coverage coverage_;
};

}  // namespace

std::unique_ptr<Report> coverage_report(std::ostream& out, const std::string&) { return std::make_unique<CoverageReport>(out); }

}  // namespace mmapck::reports

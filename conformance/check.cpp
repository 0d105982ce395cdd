// SPDX-License-Identifier: Apache-2.0
#include "conformance/check.h"

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <thread>
#include <tuple>

#include "model/lang/compile.h"

namespace mmapck::conformance {

namespace {

/// Runs that one program serves.
struct Group {
    const Case* recorded_case = nullptr;
    std::string kernel;
    Observed observed;
    std::vector<std::size_t> runs;
};

Checked not_expressible(const std::string& cause, const std::string& detail) { return {{{cause, detail}}, {}}; }

std::string vmas_key(const std::vector<Vma>& vmas) {
    std::string key;
    for (const Vma& v : vmas)
        key += v.name + " " + std::to_string(v.start) + " " + std::to_string(v.end) + " " + std::to_string(v.pgoff) + " " + v.flags + " " + v.file + " " +
               v.ops + " " + std::to_string(v.priv) + (v.anon_vma ? " anon\n" : "\n");
    return key;
}

bool leaves_private_of_mapped(const Run& run) {
    if (!run.outcome.end) return false;
    const std::vector<Vma>& vmas = run.outcome.end->vmas;
    return std::any_of(vmas.begin(), vmas.end(), [](const Vma& v) { return v.priv == private_of_mapped; });
}

class Checker {
  public:
    Checker(const std::map<std::string, Case>& cases, const std::vector<Run>& runs, const Table& table, const CheckOptions& options)
        : cases_(cases), runs_(runs), table_(table), options_(options), checked_(runs.size()) {
        for (const auto& [prefix, kernel] : options.kernels) table_.kernels[prefix] = kernel;
        for (const auto& [kind, step] : table_.checks) warning_kinds_.insert(kind);
    }

    std::vector<Checked> take() {
        form_groups();
        std::atomic<std::size_t> next = 0;
        const auto work = [&] {
            for (std::size_t i = next++; i < groups_.size(); i = next++) check(groups_[i]);
        };
        std::vector<std::thread> helpers;
        for (std::size_t i = 1; i < options_.threads; ++i) helpers.emplace_back(work);
        work();
        for (std::thread& helper : helpers) helper.join();
        return std::move(checked_);
    }

  private:
    void form_groups() {
        std::map<std::tuple<std::string, std::string, std::string>, std::size_t> known;
        std::map<std::string, Observed> observed;
        for (const Run& run : runs_) observed[run.case_name].mapped_sets_private |= leaves_private_of_mapped(run);
        for (std::size_t i = 0; i < runs_.size(); ++i) {
            const Run& run = runs_[i];
            const auto found = cases_.find(run.case_name);
            const std::string kernel = kernel_of(table_, run.version);
            if (found == cases_.end() || kernel.empty()) {
                checked_[i] = found == cases_.end() ? not_expressible("no case of that name", "case '" + run.case_name + "' is not described")
                                                    : not_expressible("no generation for version " + run.version, "say which with --kernel " + run.version + "=NAME");
                continue;
            }
            const auto [at, is_new] = known.try_emplace({run.case_name, kernel, vmas_key(run.initial)}, groups_.size());
            if (is_new) groups_.push_back({&found->second, kernel, observed[run.case_name], {}});
            groups_[at->second].runs.push_back(i);
        }
    }

    lang::Compiled compile(const GeneratedUnit& generated, const Group& group) const {
        lang::Unit unit;
        unit.path = group.recorded_case->name + ".c";
        unit.text = generated.text;
        unit.include_dirs = {options_.model_directory, (std::filesystem::path(options_.model_directory) / "include").string()};
        unit.shown_relative_to = options_.model_directory;
        unit.faults.at_most = 1;   // fault points get a step that fails; the schedule says which is taken
        return lang::compile(unit);
    }

    void check(const Group& group) {
        const Run& first = runs_[group.runs.front()];
        const GeneratedUnit generated = generate_unit(*group.recorded_case, first.initial, group.observed, group.kernel);
        Checked refused;
        if (!generated.beyond.empty()) {
            refused = not_expressible("the model cannot be told: " + generated.beyond, "the case has " + generated.beyond);
        } else {
            lang::Compiled compiled = compile(generated, group);
            if (compiled.program) return play_all(Model(std::move(*compiled.program), generated.world, warning_kinds_), group);
            const std::string message = compiled.diagnostics.empty() ? "" : compiled.diagnostics.front().message;
            refused = not_expressible("the model cannot express it: " + message,
                                      compiled.diagnostics.empty() ? "" : lang::to_text(compiled.diagnostics.front()));
        }
        for (const std::size_t run : group.runs) checked_[run] = refused;
    }

    void play_all(const Model& model, const Group& group) {
        for (const std::size_t i : group.runs) {
            std::vector<std::int64_t> failing;
            for (const Fault& fault : runs_[i].faults) failing.push_back(fault.index);
            checked_[i].played = play(model, table_, failing);
            checked_[i].differences = compare(*group.recorded_case, runs_[i], model, checked_[i].played);
        }
    }

    const std::map<std::string, Case>& cases_;
    const std::vector<Run>& runs_;
    Table table_;
    const CheckOptions& options_;
    std::set<std::string> warning_kinds_;
    std::vector<Group> groups_;
    std::vector<Checked> checked_;   // each element is written by one thread
};

}  // namespace

std::vector<Checked> check_runs(const std::map<std::string, Case>& cases, const std::vector<Run>& runs, const Table& table, const CheckOptions& options) {
    return Checker(cases, runs, table, options).take();
}

}  // namespace mmapck::conformance

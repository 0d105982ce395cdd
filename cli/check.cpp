// SPDX-License-Identifier: Apache-2.0
#include "cli/check.h"

#include <chrono>
#include <utility>

#include "checker/distributed/check.h"
#include "checker/explicit/check.h"
#include "checker/explicit/estimate.h"
#include "cli/classes.h"
#include "cli/compile.h"
#include "cli/disk.h"
#include "cli/engines.h"
#include "cli/gate.h"
#include "cli/limits.h"
#include "cli/jobs.h"
#include "model/program/passes.h"
#include "reports/fewest_switches.h"

namespace mmapck::cli {

namespace {

constexpr std::uint64_t states_of_a_long_search = 200'000;   // an estimate costs about as much as these

class Stopwatch {
  public:
    /// Seconds since the last lap, or since it began.
    double lap() {
        const Clock::time_point now = Clock::now(), before = std::exchange(begun_, now);
        return std::chrono::duration<double>(now - before).count();
    }

  private:
    using Clock = std::chrono::steady_clock;
    Clock::time_point begun_ = Clock::now();
};

}  // namespace

CheckedSubject Checker::check(const Subject& subject, std::size_t index) const {
    CheckedSubject result;
    result.subject = subject;
    if (stop_) return result;
    result.begun = true;
    const scenario::Scenario& scenario = *subject.scenario;
    const std::string variant = subject.variant.name();
    progress_.begin(index, scenario.path + " " + variant);
    result.checked = {{scenario.name.text, scenario.path, variant, "", settings_.model_directory}, scenario::expected(scenario, subject.variant), nullptr, {}};
    result.limits = limits_of(options_, scenario);
    result.remarks = lowered_limits(options_, scenario);
    const std::string key = cache_ ? cache_->key(subject) : "";
    const std::optional<reports::StoredVerdict> known = key.empty() ? std::nullopt : cache_->find(key);
    if (known && !needs_program(known->verdict)) {
        result.from_cache = true;
        result.checked.verdict = known->verdict;
        judge(result, index);
    } else {
        check_program(result, index, known, key);
    }
    progress_.end(index);
    return result;
}

/// A violation is run again, and a report or a verdict that is not as expected tells more than the cache knows.
bool Checker::needs_program(const checker::Verdict& verdict) const { return !options_.reports.empty() || verdict.status == checker::Status::violated; }

void Checker::check_program(CheckedSubject& result, std::size_t index, const std::optional<reports::StoredVerdict>& known, const std::string& key) const {
    Stopwatch stopwatch;
    CompiledVariant compiled = compile_variant(*result.subject.scenario, result.subject.variant, settings_, compilers_.lend(result.subject.variant.name()).get());
    result.diagnostics = std::move(compiled.diagnostics);
    if (!compiled.program) return;
    result.phases.front_end = stopwatch.lap();
    program::Program program = program::optimize(std::move(*compiled.program), options_.passes);
    result.program = std::make_unique<program::Program>(with_classes(std::move(program), options_.fault_classes));
    result.checked.program = result.program.get();
    result.checked.source = std::move(compiled.source);
    if (!compiled.inputs.classes.empty()) result.checked.inputs = tell_classes(*result.subject.scenario, compiled.inputs, *result.program);
    result.phases.passes = stopwatch.lap();
    std::optional<checker::Verdict> believed = known ? reports::believe(*known, *result.program) : std::nullopt;
    result.from_cache = believed.has_value();
    result.checked.verdict = believed ? std::move(*believed) : search(*result.program, compiled.inputs, index, result);
    if (cache_ && !believed) cache_->keep(key, result.subject, *result.program, result.checked.verdict);
    result.phases.search = stopwatch.lap();
    judge(result, index);
    explain(result, index);
    result.phases.explanation = stopwatch.lap();
}

/// What --vacuity, --faults and --gate make of the verdict.
void Checker::judge(CheckedSubject& result, std::size_t index) const {
    reports::Checked& checked = result.checked;
    // Where only some classes of faults are looked at, what the scenario asks for may be among the others.
    relax_vacuity(options_.fault_classes.empty() ? options_.vacuity : VacuityGate::off, checked.verdict, result.remarks);
    if (reports::judge(checked.verdict, checked.expectation) != reports::Outcome::unexpected || checked.verdict.counterexamples.empty()) return;
    const checker::Counterexample& first = checked.verdict.counterexamples.front();
    if (!needs_other_class(*result.program, first, options_.gate)) return;
    // It hides those that need more faults, of classes that gate.
    checker::Verdict gating = search(with_classes(*result.program, options_.gate), index, result.limits, {});
    if (gating.status == checker::Status::violated || gating.status == checker::Status::inconclusive) {
        checked.verdict = std::move(gating);
        return;
    }
    result.remarks.push_back(why_it_does_not_gate(*result.program, first, options_.gate));
    for (const checker::Counterexample& found : checked.verdict.counterexamples) checked.expectation.violates.push_back({found.violation.kind, {}});
}

/// The run that is shown, and the other sets of faults that lead to one.
void Checker::explain(CheckedSubject& result, std::size_t index) const {
    reports::Checked& checked = result.checked;
    const bool unexpected = reports::judge(checked.verdict, checked.expectation) == reports::Outcome::unexpected;
    if (!options_.explain && options_.reports.empty() && !unexpected) return;
    for (checker::Counterexample& found : checked.verdict.counterexamples) found = reports::fewest_switches(*result.program, found);
    if (!options_.all_minimal || checked.verdict.counterexamples.empty() || !(options_.explain || unexpected)) return;
    checked.fault_sets = checker::minimal_fault_sets(*result.program, checked.verdict.counterexamples.front(),
                                                     [&](const program::Program& program) { return search(program, index, result.limits, {}); });
}

checker::Verdict Checker::search(const program::Program& program, std::size_t index, const checker::Limits& limits, const Disk& disk) const {
    checker::symbolic::SolverOptions solver;
    solver.resources = options_.resources;
    solver.seed = options_.solver_seed;
    if (options_.engine == Engine::symbolic) return by_symbolic_engine(program, solver);
    checker::Verdict verdict = search_states(program, index, limits, disk);
    return options_.engine == Engine::both ? by_both_engines(program, std::move(verdict), solver) : verdict;
}

/// The searches that run at a time share the memory that one may have. One that does not come to an end with its share starts
/// again with all of it, so that the result is that of a search that runs alone.
checker::Verdict Checker::search_states(const program::Program& program, std::size_t index, const checker::Limits& limits, const Disk& disk) const {
    if (jobs_ > 1 && limits.max_memory_bytes > 0) {
        checker::Limits share = limits;
        share.max_memory_bytes = std::max<std::uint64_t>(1, limits.max_memory_bytes / jobs_);
        checker::Verdict verdict = search_once(program, index, share, disk);
        if (verdict.status != checker::Status::inconclusive || stop_) return verdict;
    }
    return search_once(program, index, limits, disk);
}

/// Where not all classes of inputs are known, only a violation is certain. Where none is known, there is nothing that could be searched.
checker::Verdict Checker::search(const program::Program& program, const checker::symbolic::InputClasses& inputs, std::size_t index,
                                 CheckedSubject& result) const {
    checker::Verdict verdict;
    if (inputs.reason.empty() || !inputs.classes.empty()) verdict = search(program, index, result.limits, disk_of(options_, result));
    if (inputs.reason.empty() || verdict.status == checker::Status::violated) return verdict;
    verdict.status = checker::Status::inconclusive;
    verdict.reason = inputs.reason;
    return verdict;
}

checker::Verdict Checker::search_once(const program::Program& program, std::size_t index, const checker::Limits& limits, const Disk& disk) const {
    checker::Env env;
    bool estimated = !progress_.shown();
    env.progress = [&](std::uint64_t states, std::uint64_t frontier, std::uint64_t) {
        progress_.update(index, states, frontier);
        if (!estimated && states >= states_of_a_long_search) {
            estimated = true;
            progress_.expect(index, checker::explicit_::estimate_size(program, {}).states);
        }
        return !stop_;
    };
    checker::explicit_::Options search;
    search.hash_seed = options_.hash_seed;
    search.threads = number_of_threads(options_, jobs_);
    search.stubborn_sets = options_.stubborn_sets;
    search.symmetry = options_.symmetry;
    search.check_footprints = options_.check_reductions;
    search.trees = options_.trees;
    search.disk = disk;
    if (ranks_ != nullptr) return checker::distributed::check(program, limits, env, search, *ranks_);
    return checker::explicit_::check(program, limits, env, search);
}

}  // namespace mmapck::cli

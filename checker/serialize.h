// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "checker/fault_sets.h"
#include "checker/verdict.h"
#include "model/program/serialize.h"

/// Verdicts for cereal, as in model/program/serialize.h.
namespace mmapck::checker {

template <class Archive> void serialize(Archive& archive, Taken& t) { archive(t.step, t.choice, t.begins_move); }
template <class Archive> void serialize(Archive& archive, Violation& v) { archive(v.kind, v.words, v.invariant, v.task, v.where, v.within_step, v.cycle); }
template <class Archive> void serialize(Archive& archive, Trace& t) { archive(t.steps, t.faults, t.moves); }
template <class Archive> void serialize(Archive& archive, Counterexample& c) { archive(c.violation, c.trace); }
template <class Archive> void serialize(Archive& archive, Vacuity& v) { archive(v.subject, v.name, v.reason, v.gates); }
template <class Archive> void serialize(Archive& archive, Statistics& s) {
    archive(s.states, s.transitions, s.depth, s.deadlocks, s.state_bits, s.peak_frontier, s.memory_bytes, s.steps_taken, s.invariants_tested);
}
template <class Archive> void serialize(Archive& archive, Verdict& v) { archive(v.status, v.counterexamples, v.reason, v.vacuities, v.statistics); }
template <class Archive> void serialize(Archive& archive, FaultPoint& f) { archive(f.site, f.fault_class, f.error, f.where); }
template <class Archive> void serialize(Archive& archive, FaultSet& f) { archive(f.faults, f.counterexample); }
template <class Archive> void serialize(Archive& archive, FaultSets& f) { archive(f.sets, f.complete); }

}  // namespace mmapck::checker

// SPDX-License-Identifier: Apache-2.0
#include "cli/wire.h"

#include <cereal/archives/binary.hpp>
#include <cereal/types/optional.hpp>
#include <cereal/types/string.hpp>
#include <cereal/types/utility.hpp>
#include <cereal/types/vector.hpp>

#include <sstream>
#include <utility>

#include "checker/serialize.h"

namespace mmapck::lang {

template <class Archive> void serialize(Archive& archive, Diagnostic& d) {
    archive(d.severity, d.file, d.line, d.column, d.message, d.source_line, d.suggestion, d.pointer);
}

template <class Archive> void serialize(Archive& archive, SourceBranch& b) { archive(b.line, b.column, b.ways); }
template <class Archive> void serialize(Archive& archive, SourceFault& f) { archive(f.site, f.fault_class, f.error, f.line); }
template <class Archive> void serialize(Archive& archive, SourceFunction& f) {
    archive(f.name, f.file, f.line, f.is_expression, f.is_invariant, f.step_lines, f.other_lines, f.branches, f.faults, f.expressions);
}
template <class Archive> void serialize(Archive& archive, Source& s) { archive(s.files, s.functions); }

}  // namespace mmapck::lang

namespace mmapck::scenario {

template <class Archive> void serialize(Archive& archive, Place& p) { archive(p.line, p.column, p.pointer); }
template <class Archive> void serialize(Archive& archive, Text& t) { archive(t.text, t.place); }
template <class Archive> void serialize(Archive& archive, Expectation& e) { archive(e.violates); }

}  // namespace mmapck::scenario

namespace mmapck::reports {

template <class Archive> void serialize(Archive& archive, Context& c) { archive(c.scenario, c.file, c.variant, c.replay, c.model_directory); }
template <class Archive> void serialize(Archive& archive, ClassOfInputs::Test& t) { archive(t.condition, t.holds, t.where); }
template <class Archive> void serialize(Archive& archive, ClassOfInputs& c) { archive(c.representative, c.tests, c.returned, c.violation); }
template <class Archive> void serialize(Archive& archive, Inputs& i) { archive(i.names, i.classes); }
template <class Archive> void serialize(Archive& archive, Checked& c) { archive(c.context, c.expectation, c.verdict, c.inputs, c.fault_sets, c.source); }

}  // namespace mmapck::reports

namespace mmapck::cli {

template <class Archive> void serialize(Archive& archive, Phases& p) { archive(p.front_end, p.passes, p.search, p.explanation); }
template <class Archive> void serialize(Archive& archive, CheckedSubject& r) {
    archive(r.begun, r.diagnostics, r.from_cache, r.checked, r.remarks, r.phases);
}

std::string to_wire(const CheckedSubject& result, bool with_program) {
    std::ostringstream out;
    cereal::BinaryOutputArchive archive(out);
    archive(result, result.program != nullptr, with_program && result.program);
    if (with_program && result.program) archive(*result.program);
    return std::move(out).str();
}

CheckedSubject from_wire(const std::string& bytes) {
    std::istringstream in(bytes);
    cereal::BinaryInputArchive archive(in);
    CheckedSubject result;
    bool has_program = false, with_program = false;
    archive(result, has_program, with_program);
    if (!has_program) return result;
    result.program = std::make_unique<program::Program>();
    if (with_program) archive(*result.program);
    result.checked.program = result.program.get();
    return result;
}

}  // namespace mmapck::cli

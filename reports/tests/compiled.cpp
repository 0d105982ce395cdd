// SPDX-License-Identifier: Apache-2.0
#include "reports/tests/compiled.h"

#include <memory>
#include <sstream>
#include <stdexcept>

#include "checker/explicit/check.h"
#include "model/lang/compile.h"
#include "model/program/passes.h"
#include "reports/file.h"
#include "reports/formats.h"

namespace mmapck::reports::tests {

Subject check_model(const std::string& name, std::uint32_t faults, bool lock_order) {
    const std::string source = MMAPCK_SOURCE_DIR;
    lang::Unit unit;
    unit.shown_relative_to = source + "/reports/tests/models";
    unit.path = unit.shown_relative_to + "/" + name;
    unit.text = read_file(unit.path).content;
    unit.include_dirs = {source + "/model/kernel/include"};
    unit.faults.at_most = faults;
    unit.wants_source = true;
    lang::Compiled compiled = lang::compile(unit);
    if (!compiled.program) {
        throw std::runtime_error(lang::to_text(compiled.diagnostics));
    }
    Subject subject;
    subject.program = program::optimize(std::move(*compiled.program));
    subject.source = std::move(*compiled.source);
    checker::Limits limits;
    limits.lock_order = lock_order;
    subject.verdict = checker::explicit_::check(subject.program, limits, checker::Env{});
    return subject;
}

std::string written(const std::string& format, const std::vector<Checked>& run) {
    std::ostringstream out;
    const std::unique_ptr<Report> report = find_format(format)->open(out, "1.2.3");
    for (const Checked& checked : run) {
        report->add(checked);
    }
    report->finish();
    return out.str();
}

}  // namespace mmapck::reports::tests

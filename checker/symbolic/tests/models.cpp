// SPDX-License-Identifier: Apache-2.0
#include "checker/symbolic/tests/models.h"

#include <fstream>
#include <sstream>
#include <stdexcept>

#include "checker/symbolic/system.h"
#include "model/lang/compile.h"
#include "model/program/passes.h"

namespace mmapck::checker::symbolic::tests {

namespace {
const std::string source = MMAPCK_SOURCE_DIR;
}

program::Program compile(const std::string& path, const std::string& text) {
    lang::Unit unit;
    unit.path = path;
    unit.text = text;
    unit.include_dirs = {source + "/model/kernel/include"};
    unit.faults.at_most = any_faults;
    const lang::Compiled compiled = lang::compile(unit);
    if (!compiled.program) throw std::runtime_error(lang::to_text(compiled.diagnostics));
    return program::optimize(*compiled.program);
}

program::Program balance(const std::string& define) {
    const std::string path = source + "/checker/export/tests/models/balance.c";
    std::ostringstream text;
    text << std::ifstream(path).rdbuf();
    return compile(path, (define.empty() ? "" : "#define " + define + "\n") + text.str());
}

}  // namespace mmapck::checker::symbolic::tests

// SPDX-License-Identifier: Apache-2.0
#include "reports/unwinding.h"

#include <doctest/doctest.h>

#include <map>

#include "reports/tests/compiled.h"

using namespace mmapck;
using namespace mmapck::reports;

namespace {

std::map<std::string, std::vector<std::string>> cleanup_of(const program::Program& program) {
    const Unwindings found = unwindings(program);
    CHECK(found.complete);
    std::map<std::string, std::vector<std::string>> cleanup;
    for (const Unwinding& unwinding : found.of) {
        std::vector<std::string>& texts = cleanup[program.faults.at(unwinding.fault).site];
        for (const program::StepId step : unwinding.cleanup) {
            texts.push_back(cleanup_text(program, step));
        }
    }
    return cleanup;
}

TEST_CASE("what each fault gives back before its call returns, and nothing of the calls after it") {
    const auto leak = cleanup_of(tests::check_model("leak.c", 1).program);
    CHECK(leak.at("charge_pages") == std::vector<std::string>{"mutex_unlock(&region_mutex)", "up_write(&mmap_lock)"});
    CHECK(leak.at("area_allocate") == std::vector<std::string>{"up_write(&mmap_lock)"});
    const auto references = cleanup_of(tests::check_model("references.c", 1).program);
    CHECK(references.at("reserve").empty());
    CHECK(references.at("submit").empty());
}

TEST_CASE("none without faults") { CHECK(unwindings(tests::check_model("leak.c", 0).program).of.empty()); }

}  // namespace

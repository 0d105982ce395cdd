// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <regex>
#include <set>

#include "reports/tests/compiled.h"
#include "reports/tests/consumer.h"
#include "reports/tests/html_page.h"

using namespace mmapck;
using namespace mmapck::reports;
using nlohmann::json;

namespace {

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

struct Fixture {
    Fixture() {
        hostile.verdict.counterexamples[0].violation.kind = "</script><img src=x>";
        vacuous.verdict.status = checker::Status::vacuous;
        vacuous.verdict.vacuities.push_back({checker::Vacuity::Subject::fault, "x<y", "no run reached it", true});
        deadlocks.expectation.violates.push_back({"deadlock", {}});
    }
    tests::Subject leak = tests::check_model("leak.c", 1);
    tests::Subject deadlock = tests::check_model("deadlock.c", 0, false);
    Checked hostile{{"<!--<script>", "s/<b>\"&.json", "v7.1", ""}, {}, &leak.program, leak.verdict};
    Checked leaks{{"leak", "s/leak.json", "ref", ""}, {}, &leak.program, leak.verdict};
    Checked vacuous{{"v", "s/v.json", "ref", ""}, {}, &leak.program, {}};
    Checked deadlocks{{"order", "s/order.json", "ref", ""}, {}, &deadlock.program, deadlock.verdict};
};

/// The text with a number in a page.
std::string text(const std::string& page, const json& number) { return tests::embedded(page, "texts").at(0).at(number.get<std::size_t>()); }

/// What the parts of the state are after the last step, by group and name.
std::map<std::string, std::string> state_at_end(const std::string& page, const json& run) {
    std::vector<std::string> names, values;
    for (const json& part : run.at("parts")) {
        names.push_back(text(page, part.at(0)) + "/" + text(page, part.at(1)));
        values.push_back(text(page, part.at(2)));
    }
    for (const json& step : run.at("steps")) {
        for (std::size_t i = 5; i < step.size(); i += 2) {
            values.at(step.at(i)) = text(page, step.at(i + 1));
        }
    }
    std::map<std::string, std::string> state;
    for (std::size_t i = 0; i < names.size(); ++i) {
        state[names[i]] = values[i];
    }
    return state;
}

TEST_CASE_FIXTURE(Fixture, "names are data, and nothing that they say ends an element or loads anything") {
    const std::string page = tests::written("html", {hostile});
    CHECK_FALSE(has(page, "<img"));
    CHECK_FALSE(has(page, "<!--<"));
    CHECK(has(page, "\\u003c/script>\\u003cimg src=x>"));
    CHECK_FALSE(std::regex_search(page, std::regex("<[^>]*(src|href)=")));
    CHECK(has(page, "content=\"default-src 'none'; base-uri 'none'; form-action 'none'; style-src 'sha256-"));
    CHECK(tests::embedded(page, "trace").at(0).at("violation").at("kind") == "</script><img src=x>");
    CHECK(tests::embedded(page, "result").at(0).at("file") == "s/<b>\"&.json");
}

TEST_CASE_FIXTURE(Fixture, "results in their order, each after its traces") {
    const std::string page = tests::written("html", {leaks, vacuous, deadlocks});
    const std::vector<json> results = tests::embedded(page, "result");
    REQUIRE(results.size() == 3);
    CHECK(tests::embedded(page, "trace").size() == 2);
    CHECK(results[0].at("counterexamples").at(0).at("kind") == "lock-held-at-return");
    CHECK(results[0].at("outcome") == "unexpected");
    CHECK(results[1].at("remarks") == json::array({"vacuous: x<y: no run reached it (kernel ref)"}));
    CHECK(results[2].at("outcome") == "expected");
    CHECK(results[2].at("expected") == json::array({"deadlock"}));
    const json run = tests::embedded(page, "run").at(0);
    CHECK(run.at("checked") == 3);
    CHECK(run.at("tool") == "mmapck 1.2.3");
}

TEST_CASE_FIXTURE(Fixture, "states are what changes, replayed; blank parts are counted, not listed") {
    const std::string page = tests::written("html", {leaks});
    const json run = tests::embedded(page, "trace").at(0).at("run");
    const std::map<std::string, std::string> state = state_at_end(page, run);
    CHECK(state.at("locks/region_mutex") == "A");
    CHECK(state.at("locks/mmap_lock") == "free");
    CHECK(std::none_of(state.begin(), state.end(), [](const auto& part) { return has(part.first, "mmapck_"); }));   // bookkeeping
    CHECK(run.at("blank") > 3);
    CHECK(run.at("states") == run.at("steps").size());
    CHECK(run.at("steps").size() == leak.verdict.counterexamples[0].trace.steps.size());
    CHECK(text(page, run.at("tree").back().at(3)).find("map = -ENOMEM") != std::string::npos);
}

TEST_CASE_FIXTURE(Fixture, "a lock is held from the step that takes it; what is never given back ends at 0") {
    const std::string page = tests::written("html", {leaks});
    const json trace = tests::embedded(page, "trace").at(0), run = trace.at("run");
    std::map<std::string, json> last;
    for (const json& hold : run.at("holds")) {
        last[text(page, run.at("locks").at(hold.at(0).get<std::size_t>()))] = hold;
    }
    CHECK(last.at("region_mutex").at(4) == 0);
    CHECK(last.at("region_mutex").at(3) == trace.at("held").at(0).at("step"));
    CHECK(last.at("mmap_lock").at(4) > last.at("mmap_lock").at(3));
    CHECK(run.at("waits").empty());
    CHECK(trace.at("faults").at(0).at("step") < run.at("steps").size());
}

TEST_CASE_FIXTURE(Fixture, "tasks of a deadlock wait for each other's lock to the end") {
    const std::string page = tests::written("html", {deadlocks});
    const json run = tests::embedded(page, "trace").at(0).at("run");
    std::map<std::string, std::uint64_t> waits;
    for (const json& wait : run.at("waits")) {
        CHECK(wait.at(3) == 0);
        for (const json& hold : run.at("holds")) {
            CHECK((hold.at(0) != wait.at(0) || hold.at(3) <= wait.at(2)));   // not before the other one has it
        }
        waits[text(page, run.at("locks").at(wait.at(0).get<std::size_t>()))] = wait.at(1);
    }
    CHECK(waits == std::map<std::string, std::uint64_t>{{"first", 1}, {"second", 0}});
}

TEST_CASE_FIXTURE(Fixture, "the passing run beside it: the same up to a fault that does not happen") {
    const std::string page = tests::written("html", {leaks});
    const json trace = tests::embedded(page, "trace").at(0), passing = trace.at("passing");
    CHECK(passing.at("words") == "map() = 0 if nothing fails");
    CHECK(state_at_end(page, passing.at("run")).at("locks/region_mutex") == "free");
}

TEST_CASE_FIXTURE(Fixture, "coverage: what is given back after each fault") {
    const std::string page = tests::written("html", {leaks, leaks});
    const json coverage = tests::embedded(page, "coverage").at(0);
    std::map<std::string, std::set<std::string>> cleanup;
    for (const json& fault : coverage.at("faults")) {
        REQUIRE(fault.at("of").size() == 1);
        CHECK(fault.at("of").at(0).at(1) == 2);
        for (const json& cell : fault.at("of").at(0).at(4)) {
            cleanup[fault.at("site")].insert(text(page, coverage.at("cleanup").at(cell.at(0).get<std::size_t>()).at(0)));
            CHECK(cell.at(1) == 2);
        }
    }
    CHECK(cleanup.at("charge_pages") == std::set<std::string>{"mutex_unlock(&region_mutex)", "up_write(&mmap_lock)"});
    CHECK(cleanup.at("area_allocate") == std::set<std::string>{"up_write(&mmap_lock)"});
}

TEST_CASE_FIXTURE(Fixture, "what was tested: hooks, invariants, lines") {
    const json tested = tests::embedded(tests::written("html", {leaks, leaks}), "tested").at(0);
    std::map<std::string, std::string> hooks;
    for (const json& hook : tested.at("hooks")) {
        hooks[hook.at(0)] = hook.at(1);
        CHECK(hook.at(3) == 2);
    }
    CHECK(hooks.at("region_prepare") == "executed");
    CHECK(tested.at("invariants").at(0).at(0) == "mapped-once");
    bool found = false;
    for (const json& file : tested.at("files")) {
        CHECK(file.at(1) <= file.at(2));
        CHECK(file.at(3) <= file.at(4));
        CHECK(file.at(5).size() == 2 * file.at(2).get<std::size_t>());
        found |= file.at(0) == "leak.c" && file.at(1) > 10;
    }
    CHECK(found);
}

TEST_CASE_FIXTURE(Fixture, "sources that can be read here or in the model, null for those that cannot") {
    CHECK(tests::embedded(tests::written("html", {leaks}), "sources").at(0).at("leak.c").is_null());
    leaks.context.model_directory = MMAPCK_SOURCE_DIR "/reports/tests/models";
    CHECK(tests::embedded(tests::written("html", {leaks}), "sources").at(0).at("leak.c").get<std::string>().find("region_abort") != std::string::npos);
    const std::string path = MMAPCK_SOURCE_DIR "/reports/tests/models/leak.c";
    for (std::string& file : leak.program.files) {
        file = file == "leak.c" ? path : file;
    }
    CHECK(tests::embedded(tests::written("html", {leaks}), "sources").at(0).at(path).get<std::string>().find("region_abort") != std::string::npos);
}

}  // namespace

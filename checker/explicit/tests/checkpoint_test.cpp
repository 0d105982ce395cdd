// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>
#include <rapidcheck.h>
#include <sys/resource.h>

#include <csignal>
#include <filesystem>
#include <fstream>

#include "checker/explicit/check.h"
#include "checker/explicit/disk/checkpoints.h"
#include "checker/explicit/disk/disk_error.h"
#include "checker/explicit/tests/killed.h"
#include "checker/explicit/tests/many_faults.h"
#include "checker/explicit/tests/same_search.h"
#include "model/program/tests/random_program.h"
#include "model/tests/temporary_folder.h"

namespace mmapck::checker::explicit_ {
namespace {

using program::Program;
using tests::in_child;

/// A search that was asked for, as it goes.
struct Request {
    Program program;
    Limits limits;
    Options options;

    Verdict undisturbed() const { return check(program, limits, {}, options); }
    Verdict resumed(const std::string& folder) const {
        Options again = options;
        again.disk.checkpoints = folder;
        again.disk.resume = true;
        return check(program, limits, {}, again);
    }
    /// Goes on from the last checkpoint, if there is one, and is killed at the n-th change of a file, if it comes to that.
    void killed(const std::string& folder, int n) const {
        in_child([&] {
            Options again = options;
            again.disk.before_change = tests::kill_at(n);
            again.disk.checkpoints = folder;
            again.disk.resume = true;
            check(program, limits, {}, again);
            return true;
        });
    }
};

/// Any way to search that there is.
Request any_request() {
    Request request{*rc::gen::arbitrary<bool>() ? *program::tests::random_program() : tests::many_faults(*rc::gen::inRange(6, 16)), {}, {}};
    request.limits.max_violations = *rc::gen::element<std::uint32_t>(2, 1000);
    request.limits.lock_order = *rc::gen::arbitrary<bool>();
    request.limits.max_states = *rc::gen::element<std::uint64_t>(500, 3000);
    Options& options = request.options;
    options.threads = *rc::gen::element<std::uint32_t>(1, 2);
    options.threads_from = 0;
    options.native = *rc::gen::element(Native::never, Native::at_once);
    options.stubborn_sets = *rc::gen::arbitrary<bool>();
    options.symmetry = options.stubborn_sets && *rc::gen::arbitrary<bool>();
    options.trees = *rc::gen::arbitrary<bool>();
    options.disk.every = *rc::gen::element<std::uint64_t>(32, 96, 512);
    return request;
}

TEST_CASE("random programs: a search that is killed again and again says what an undisturbed one says") {
    CHECK(rc::check("kill -9", [] {
        const Request request = any_request();
        const Verdict undisturbed = request.undisturbed();
        const TemporaryFolder folder;
        for (const int n : *rc::gen::container<std::vector<int>>(3, rc::gen::inRange(1, 800))) request.killed(folder.path(), n);
        if (std::filesystem::exists(folder.path() + "/head")) RC_TAG("there was a checkpoint");
        tests::compare_all(request.resumed(folder.path()), undisturbed);
    }));
}

Request counting(std::uint64_t every) {
    Request request{tests::many_faults(40), {}, {}};
    request.options.disk.every = every;
    return request;
}

TEST_CASE("killed at any change of a file while checkpoints are made") {
    Request request = counting(8000);
    const Verdict undisturbed = request.undisturbed();
    int checkpoints = 0;
    for (int n = 1; n < 3000; n += n / 4 + 1) {
        const TemporaryFolder folder;
        request.killed(folder.path(), n);
        checkpoints += std::filesystem::exists(folder.path() + "/head");
        const Verdict verdict = request.resumed(folder.path());
        CHECK(verdict.status == undisturbed.status);
        CHECK((verdict.statistics == undisturbed.statistics));
    }
    CHECK(checkpoints > 3);
}

TEST_CASE("a checkpoint is used: the search before it is not done again") {
    Request request = counting(8000);
    const TemporaryFolder folder;
    request.resumed(folder.path());
    std::uint64_t first = 0;
    Env env;
    env.progress = [&first](std::uint64_t states, std::uint64_t, std::uint64_t) {
        if (first == 0) first = states;
        return true;
    };
    Options options = request.options;
    options.disk.checkpoints = folder.path();
    options.disk.resume = true;
    check(request.program, {}, env, options);
    CHECK(first > 16'000);
}

TEST_CASE("a search that was interrupted, or that used up a budget, goes on with more") {
    Request request = counting(5000);
    const Verdict undisturbed = request.undisturbed();
    const TemporaryFolder folder;
    Options options = request.options;
    options.disk.checkpoints = folder.path();
    Env env;
    env.progress = [](std::uint64_t states, std::uint64_t, std::uint64_t) { return states < 6000; };
    CHECK(check(request.program, {}, env, options).status == Status::inconclusive);
    request.limits.max_states = 15'000;
    CHECK(request.resumed(folder.path()).statistics.states == 15'000);
    request.limits.max_states = 0;
    CHECK((request.resumed(folder.path()).statistics == undisturbed.statistics));
}

TEST_CASE("a checkpoint of another search is refused, and what differs is named") {
    Request request = counting(8000);
    const TemporaryFolder folder;
    request.resumed(folder.path());
    request.options.hash_seed = 7;
    CHECK_THROWS_WITH_AS(request.resumed(folder.path()), doctest::Contains("hash seed: 0 there, 7 here"), OtherSearch);
    request.options.hash_seed = 0;
    request.options.disk.made_by = "another";
    CHECK_THROWS_WITH_AS(request.resumed(folder.path()), doctest::Contains("build of mmapck:  there, another here"), OtherSearch);
    request.options.disk.made_by.clear();
    request.program = tests::many_faults(41);
    CHECK_THROWS_WITH_AS(request.resumed(folder.path()), doctest::Contains("program: "), OtherSearch);
}

/// Flips a bit of a file, or cuts it there.
void damage(const std::string& path, std::uint64_t position, bool cut) {
    if (cut) return std::filesystem::resize_file(path, position);
    std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
    file.seekg(static_cast<std::streamoff>(position));
    const int byte = file.get();
    file.seekp(static_cast<std::streamoff>(position));
    file.put(static_cast<char>(byte ^ 0x10));
}

TEST_CASE("a damaged checkpoint is noticed: the one before it is used, or there is an error") {
    Request request = counting(8000);
    const Verdict undisturbed = request.undisturbed();
    int refused = 0, older = 0;
    request.options.disk.remarked = [&older](const std::string&) { ++older; };
    for (int i = 0; i < 24; ++i) {
        const TemporaryFolder folder;
        request.resumed(folder.path());
        const std::string path = folder.path() + (i % 2 == 0 ? "/head" : "/data");
        damage(path, std::filesystem::file_size(path) * static_cast<std::uint64_t>(i / 2) / 12, i % 4 < 2);
        try {
            const Verdict verdict = request.resumed(folder.path());
            CHECK((verdict.statistics == undisturbed.statistics));
        } catch (const DiskError& error) {
            CHECK(std::string(error.what()).find("no checkpoint in " + folder.path() + " can be used") == 0);
            ++refused;
        }
    }
    CHECK(older > 8);
    CHECK(refused > 2);
}

TEST_CASE("a full disk is told, and neither the search nor the last checkpoint is lost") {
    Request request = counting(2000);
    const Verdict undisturbed = request.undisturbed();
    for (const rlim_t most : {rlim_t{100}, rlim_t{100'000}, rlim_t{300'000}}) {
        CAPTURE(most);
        const TemporaryFolder folder;
        CHECK(in_child([&] {
            const rlimit limit{most, most};
            std::signal(SIGXFSZ, SIG_IGN);
            setrlimit(RLIMIT_FSIZE, &limit);
            int failures = 0;
            request.options.disk.failed = [&failures](const std::string& what) { failures += what.find("cannot write to ") != std::string::npos; };
            return request.resumed(folder.path()).statistics == undisturbed.statistics && failures > 0;
        }));
        CHECK(std::filesystem::exists(folder.path() + "/head") == (most > 100));
        CHECK((request.resumed(folder.path()).statistics == undisturbed.statistics));
    }
}

}  // namespace
}  // namespace mmapck::checker::explicit_

// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>

#include "checker/replay/replay.h"
#include "checker/symbolic/prove.h"
#include "checker/symbolic/reachable.h"
#include "checker/symbolic/tests/models.h"

namespace mmapck::checker::symbolic {
namespace {

using program::Program;

/// Two tasks that take turns.
Program turns(const std::string& then = "") {
    return tests::compile("turns.c", R"(#include <mmapck/primitives.h>
range(0, 1) static int turn;
range(0, 4) static int seen;
static __syscall int first(void)
{
	int number = choose(0, 3);

	if (turn == 0) {
		seen = number;
		turn = 1;
		)" + then + R"(
	}
	return 0;
}
static __syscall int second(void)
{
	if (turn == 1) {
		assert(seen < 4);
		turn = 0;
	}
	return 0;
}
INVARIANT(whose_turn, EVERY_STEP, "what is seen is what the other task wrote")
{
	return turn == 0 || seen < 4;
}
TASK(A)
{
	for (;;)
		first();
}
TASK(B)
{
	for (;;)
		second();
}
)");
}

ProveOptions options() {
    ProveOptions how;
    how.scenario = "turns.c";
    how.variant = "ref";
    return how;
}

Acceptance check(const Program& program, const CertificateHead& head) { return check_certificate(write_certificate(program, head), {}); }

TEST_CASE("where all reachable states are known, they are the invariant") {
    const Program program = turns();
    const Proof proof = prove(program, options());
    INFO(proof.verdict.reason);
    REQUIRE(proof.verdict.status == Status::holds);
    CHECK(proof.method == "induction");
    CHECK(proof.states > 0);
    CHECK(proof.lemmas == 0);
    const CertificateHead head = read_certificate_head(proof.certificate);
    CHECK(write_certificate(program, head) == proof.certificate);
    ProveOptions few = options();
    few.max_states = proof.states - 1;
    CHECK(prove(program, few).states == 0);
}

TEST_CASE("a set of states that lacks one, has one too many or is none is rejected") {
    const Program program = turns();
    const CertificateHead head = read_certificate_head(prove(program, options()).certificate);
    REQUIRE(check(program, head).accepted);
    REQUIRE(head.states.size() > 2);
    for (std::size_t line = 1; line < head.states.size(); ++line) {
        CertificateHead fewer = head;
        fewer.states.erase(fewer.states.begin() + std::ptrdiff_t(line));
        CHECK(check(program, fewer).refuted);
    }
    for (std::size_t line = 1; line < head.states.size(); ++line) {
        CertificateHead fewer = head;
        std::string& rows = fewer.states[line];
        const std::size_t last = rows.rfind(':');
        if (rows.find(':') == last || rows.find(':', rows.find(':') + 1) == last) continue;   // none, or one row only
        rows.resize(last);
        CHECK(check(program, fewer).refuted);
    }
    CertificateHead more = head;
    const TransitionSystem system = system_of(program, head);
    Reachable states = read_reachable(system, head.states);
    for (StateGroup& group : states.groups) {
        Sample row = group.rows.front();
        for (std::size_t i = 0; i < row.size(); ++i) {
            const std::string& name = system.cells[group.cells[i]].name;
            if (name == "turn") row[i] = 1;
            if (name == "seen") row[i] = 4;   // which nobody wrote
        }
        group.rows.push_back(row);
        std::sort(group.rows.begin(), group.rows.end());
    }
    more.states = to_text(states);
    CHECK(check(program, more).refuted);
    for (const char* line : {"", "at", "at 0", "at 0 99999 :", "at 0 0 : c99999:0", "at 0 0 : c0:", "constant c0", "at 0 0 : c0:0 1", "constant c0=0 x"}) {
        CertificateHead none = head;
        none.states.push_back(line);
        INFO(line);
        CHECK_THROWS_AS(write_certificate(program, none), std::invalid_argument);
    }
}

TEST_CASE("where a reachable state is a violation, no lemma is looked for: the search finds it") {
    const Program program = turns("if (seen == 2) seen = 4;");
    const Proof proof = prove(program, options());
    INFO(proof.verdict.reason);
    CHECK(proof.verdict.status == Status::violated);
    CHECK(proof.method == "search");
    ProveOptions near = options();
    near.max_moves = 1;   // the violation is farther than the search goes
    const Proof far = prove(program, near);
    REQUIRE(far.verdict.status == Status::violated);
    CHECK(far.verdict.counterexamples[0].trace.moves == proof.verdict.counterexamples[0].trace.moves);
    CHECK(far.verdict.counterexamples[0].trace.moves > near.max_moves);
    near.max_states = 1;   // and nothing is known of it
    near.max_samples = 1;
    CHECK(prove(program, near).verdict.status == Status::inconclusive);
}

TEST_CASE("how far the nearest violation is: the interpreter finds it, and the solver agrees with that and with nothing else") {
    const Program program = turns("if (seen == 2) seen = 4;");
    const auto nearest = nearest_violation(program, transition_system(program, all_violations(program)), 1000);
    REQUIRE(nearest);
    const Verdict found = search(program, Numbers::bits, options());
    REQUIRE(found.status == Status::violated);
    const Counterexample& shortest = found.counterexamples[0];
    CHECK(nearest->violation == shortest.violation);
    CHECK(nearest->trace.moves == shortest.trace.moves);
    CHECK(replay::confirm(program, *nearest) == "");
    const Distance distance = distance_of(program, *nearest);
    CHECK(confirm(program, distance, shortest.violation.kind, options()) == "");
    CHECK(confirm(program, {0, distance.moves + 1}, shortest.violation.kind, options()).find("that nothing is nearer is not proved") != std::string::npos);
    CHECK(confirm(program, {0, distance.moves - 1}, shortest.violation.kind, options()).find("is found to be the violation") != std::string::npos);
    CHECK(confirm(program, distance, "deadlock", options()).find("is found to be the violation") != std::string::npos);
    CHECK(!nearest_violation(turns(), transition_system(turns(), all_violations(turns())), 1000));
    ProveOptions few = options();
    few.max_states = 1;
    CHECK(confirm(program, distance, shortest.violation.kind, few).find("more than 1 states") != std::string::npos);
    for (const std::uint32_t wrong : {distance.moves - 1, distance.moves, distance.moves + 1}) {   // what is expected is never believed
        ProveOptions how = options();
        how.expected = Distance{0, wrong};
        const Verdict again = search(program, Numbers::bits, how);
        REQUIRE(again.status == Status::violated);
        CHECK(again.counterexamples[0].trace.moves == shortest.trace.moves);
    }
}

}  // namespace
}  // namespace mmapck::checker::symbolic

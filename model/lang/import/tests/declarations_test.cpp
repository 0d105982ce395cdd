// SPDX-License-Identifier: Apache-2.0
#include "model/lang/import/tests/support.h"

using namespace mmapck::lang;
using namespace mmapck::lang::test;

TEST_CASE("the primitives are model C") {
    const tree::Unit unit = tree_of("#include <mmapck/primitives.h>\n");
    const tree::Function& lock = function(unit, "mutex_lock");
    CHECK(lock.primitive);
    CHECK(lock.atomic);
    CHECK_FALSE(lock.pure);
    CHECK(lock.parameters.size() == 1);
    CHECK(function(unit, "mutex_is_held").pure);
    CHECK(unit.files.at(lock.where.file) == "model/kernel/include/mmapck/locks.h");
    const tree::Variable& held = variable(unit, "mmapck_locks_held");
    CHECK(held.domain.low == 0);
    CHECK(held.domain.high == 15);
    CHECK(type(unit, held.type).count == 9);
    const tree::Structure& semaphore = structure(unit, "struct rw_semaphore");
    REQUIRE(semaphore.fields.size() == 2);
    CHECK(semaphore.fields[1].name == "readers");
    CHECK(semaphore.fields[1].domain.high == 511);
}

TEST_CASE("tasks, invariants and pools have their roles") {
    const tree::Unit unit = tree_of("#include <mmapck/primitives.h>\n"
                                    "struct page { int refs; };\n"
                                    "POOL(struct page, pages, 3);\n"
                                    "SETUP(scenario) { pages_alloc(); }\n"
                                    "TASK(A) { pages_free(pages_at(0)); }\n"
                                    "DAEMON(kswapd) { }\n"
                                    "TEARDOWN(scenario) { }\n"
                                    "INVARIANT(no_leak, AT_END, \"nothing leaks\") { return pages_at(0) == NULL; }\n"
                                    "__syscall int mmap(int fd) { return fd; }\n");
    CHECK(function(unit, "mmapck_setup_scenario").role == tree::Role::setup);
    CHECK(function(unit, "mmapck_task_A").role == tree::Role::task);
    CHECK(function(unit, "mmapck_task_A").role_name == "A");
    CHECK(function(unit, "mmapck_daemon_kswapd").role == tree::Role::daemon);
    CHECK(function(unit, "mmapck_teardown_scenario").role == tree::Role::teardown);
    CHECK(function(unit, "mmap").system_call);
    const tree::Function& invariant = function(unit, "invariant_no_leak");
    CHECK(invariant.role == tree::Role::invariant);
    CHECK(invariant.role_name == "no_leak");
    CHECK(invariant.moment == mmapck::program::Moment::end);
    CHECK(invariant.words == "nothing leaks");
    CHECK(invariant.pure);
    CHECK(variable(unit, "pages_pool").pool == "pages");
    const tree::Expression& free = body(unit, "mmapck_task_A").at(0).expressions.at(0);
    CHECK(free.builtin == tree::Builtin::pool_free);
    CHECK(unit.variables.at(free.variable).pool == "pages");
    CHECK(free.text == "pages_free(pages_at(0))");
    CHECK(free.operands.at(0).builtin == tree::Builtin::pool_at);
}

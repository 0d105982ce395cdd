// SPDX-License-Identifier: Apache-2.0
// What a lowered program looks like: names, owners, frames, locks, faults, texts.
#include <doctest/doctest.h>

#include <algorithm>

#include "model/lang/compile.h"
#include "model/program/element_names.h"
#include "model/program/passes.h"

namespace {

using namespace mmapck;

lang::Unit unit_of(const std::string& text) {
    lang::Unit unit;
    unit.path = "model.c";
    unit.text = "#include <mmapck/primitives.h>\n" + text;
    unit.include_dirs = {MMAPCK_SOURCE_DIR "/model/kernel/include"};
    unit.faults.at_most = 1;
    return unit;
}

program::Program lowered(const lang::Unit& unit) {
    lang::Compiled compiled = lang::compile(unit);
    REQUIRE_MESSAGE(compiled.program, lang::to_text(compiled.diagnostics));
    CHECK(program::validate(*compiled.program) == std::vector<std::string>{});
    return *compiled.program;
}

program::Program lowered(const std::string& text) { return lowered(unit_of(text)); }

const program::Variable& variable(const program::Program& program, const std::string& name) {
    const auto at = std::find_if(program.variables.begin(), program.variables.end(), [&](const auto& v) { return v.name == name; });
    REQUIRE_MESSAGE(at != program.variables.end(), name);
    return *at;
}

const program::Table& table(const program::Program& program, const std::string& type) {
    const auto at = std::find_if(program.tables.begin(), program.tables.end(), [&](const auto& t) { return t.type == type; });
    REQUIRE_MESSAGE(at != program.tables.end(), type);
    return *at;
}

std::vector<std::string> texts(const program::Program& program, program::StepKind kind) {
    std::vector<std::string> result;
    for (const program::Step& s : program.steps)
        if (s.kind == kind) result.push_back(s.text);
    return result;
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("instances have the names of their declarations") {
    const auto p = lowered(R"(
struct inner { struct mutex lock; };
struct vma { int start; struct inner in; struct mutex many[2]; };
POOL(struct vma, vma, 2);
static struct mutex alone, row[2];
static struct vma global;
TASK(A) { struct mutex own; mutex_lock(&own); mutex_unlock(&own); mutex_lock(&alone); mutex_unlock(&alone); }
)");
    CHECK(table(p, "struct vma").instances == Names{"vma#1", "vma#2", "global"});
    CHECK(table(p, "struct inner").instances == Names{"vma#1.in", "vma#2.in", "global.in"});
    CHECK(table(p, "struct mutex").instances ==
          Names{"alone", "row[0]", "row[1]", "own (A)", "vma#1.in.lock", "vma#2.in.lock", "global.in.lock", "vma#1.many[0]", "vma#1.many[1]",
                "vma#2.many[0]", "vma#2.many[1]", "global.many[0]", "global.many[1]"});
}

TEST_CASE("objects and elements are named by enums and by tasks") {
    const auto p = lowered(R"(
enum owner { OWNER_FD, OWNER_VMA };
enum scenario_file { dev = 1, disk };
struct file { u8 held[2] range(0, 3) indexed_by(owner); };
static struct file files[4] named_by(scenario_file);
static struct mutex locks[3] indexed_by(__mmapck_task);
static u8 counts[2] range(0, 3) indexed_by(no_such_enum);
TASK(A) { mutex_lock(&locks[1]); mutex_unlock(&locks[1]); files[1].held[0] = 1; counts[1] = 1; }
TASK(B) { }
)");
    CHECK(table(p, "struct file").instances == Names{"files[0]", "dev", "disk", "files[3]"});
    CHECK(table(p, "struct mutex").instances == Names{"locks[0]", "locks[A]", "locks[B]"});
    CHECK(element_text(p, variable(p, "file.held"), 1) == "OWNER_VMA");
    CHECK(element_text(p, variable(p, "counts"), 1) == "1");
}

TEST_CASE("locks have classes") {
    const auto p = lowered(R"(
struct inner { struct mutex lock; };
struct inode { struct rw_semaphore i_rwsem; struct inner in; };
static struct inode inodes[2];
static struct mutex alone;
static spinlock_t spin;
TASK(A) { down_read(&inodes[0].i_rwsem); up_read(&inodes[0].i_rwsem); mutex_lock(&alone); mutex_unlock(&alone); }
)");
    Names names;
    for (const auto& l : p.locks) names.push_back(l.name + " is a " + l.lock_class);
    CHECK(names == Names{"alone is a alone", "inodes[0].in.lock is a inode.in.lock", "inodes[1].in.lock is a inode.in.lock",
                         "spin is a spin", "inodes[0].i_rwsem is a inode.i_rwsem", "inodes[1].i_rwsem is a inode.i_rwsem"});
}

TEST_CASE("a field is one variable with a cell for each instance") {
    const auto p = lowered(R"(
struct s { int a range(0, 5); u8 b[2]; struct s *next; };
POOL(struct s, s, 2);
static struct s first = { .a = 4, .b = { 1, 2 } };
TASK(A) { first.a = 1; first.b[0] = 3; first.next = s_alloc(); }
)");
    const auto& a = variable(p, "s.a");
    CHECK(a.count == 3);
    CHECK(a.initial == std::vector<std::int64_t>{0, 0, 4});
    CHECK(a.low == 0);
    CHECK(a.high == 5);
    CHECK(a.field == "a");
    CHECK(p.tables[a.table].type == "struct s");
    CHECK(variable(p, "s.b").count == 6);
    CHECK(variable(p, "s.b").initial == std::vector<std::int64_t>{0, 0, 0, 0, 1, 2});
    const auto& next = variable(p, "s.next");
    CHECK(next.high == 6);
    CHECK(p.types[next.type].display == program::Display::pointer);
    CHECK(p.types[next.type].table == a.table);
    CHECK(variable(p, "s.allocated").count == 2);
}

TEST_CASE("a local structure belongs to its task until others can see it") {
    const std::string start = R"(
struct s { int a; struct s *next; };
static struct s *shown, global;
static void inc(struct s *p) { p->a++; }
)";
    const auto owners = [&](const std::string& body) {
        const auto p = lowered(start + "TASK(A) { struct s l; inc(&l); inc(&global); " + body + " } TASK(B) { if (shown) shown->a = 1; }");
        return variable(p, "s.a").owner;
    };
    const std::vector<program::TaskId> own{program::shared, 0};
    const std::vector<program::TaskId> seen{program::shared};
    CHECK(owners("") == own);
    CHECK(owners("struct s *p = choose(0, 1) ? &l : &global; p->a = 1;") == own);
    CHECK(owners("l.next = &l; l.next->next->a = 1;") == own);
    CHECK(owners("shown = &l;") == seen);
    CHECK(owners("struct s *p = &l; if (choose(0, 1)) p = NULL; shown = p;") == seen);
    CHECK(owners("struct s m = { .next = &l }; shown = m.next;") ==
          std::vector<program::TaskId>{program::shared, program::shared, 0});
    CHECK(owners("global.next = choose(0, 1) ? &l : NULL;") == seen);
}

TEST_CASE("what a shown structure points to is shown as well") {
    const auto p = lowered(R"(
struct s { int a; struct s *next; };
static struct s *shown;
TASK(A) { struct s l, m; l.next = &m; m.a = 1; shown = &l; }
TASK(B) { if (shown && shown->next) shown->next->a = 1; }
)");
    CHECK(variable(p, "s.a").owner == std::vector<program::TaskId>{program::shared});
}

TEST_CASE("parameters that stand for their arguments need no cells") {
    const auto p = lowered(R"(
struct s { int a; };
static struct s g;
static void inner(struct s *p, int by) { p->a += by; }
static void outer(struct s *p, int by) { inner(p, by + 1); }
TASK(A) { outer(&g, 2); }
)");
    for (const auto& v : p.variables) CHECK(v.name.find("(A)") == std::string::npos);
}

TEST_CASE("locals are named after their task, and after their function if need be") {
    const auto p = lowered(R"(
static int f(int n) { int err = 0; while (n--) err++; return err; }
static int g(int m) { int err = 1; while (m--) err += f(m); return err; }
TASK(A) { int r = g(3); assert(r); }
)");
    CHECK(variable(p, "n (A)").owner == std::vector<program::TaskId>{0});
    CHECK(variable(p, "f.err (A)").count == 1);
    CHECK(variable(p, "g.err (A)").count == 1);
}

TEST_CASE("frames form the tree of calls") {
    const auto p = lowered(R"(
struct ops { int (*open)(int); };
static struct mutex m;
static int open(int x) { mutex_lock(&m); mutex_unlock(&m); return x; }
static const struct ops ops = { .open = open };
static int call(const struct ops *o) { return o->open(3); }
static __syscall long sys_open(int fd) { return call(&ops); }
TASK(A) { sys_open(1); }
)");
    Names shown;
    for (const auto& f : p.frames)
        shown.push_back(std::to_string(static_cast<int>(f.kind)) + " " + f.function + (f.hook.empty() ? "" : " as " + f.hook) + " in " +
                        (f.parent == program::none ? "-" : p.frames[f.parent].function));
    using program::FrameKind;
    const auto k = [](FrameKind kind) { return std::to_string(static_cast<int>(kind)); };
    CHECK(shown == Names{k(FrameKind::task) + " A in -", k(FrameKind::system_call) + " sys_open in A", k(FrameKind::function) + " call in sys_open",
                         k(FrameKind::hook) + " open as open in call", k(FrameKind::primitive) + " mutex_lock in open",
                         k(FrameKind::primitive) + " mutex_unlock in open"});
    CHECK(texts(p, program::StepKind::call) ==
          Names{"sys_open(1)", "call(&ops)", "o->open(3)", "mutex_lock(&m)", "mutex_unlock(&m)"});
    CHECK(texts(p, program::StepKind::system_return) == Names{"sys_open(1)"});
}

TEST_CASE("fault points are listed, selected or not") {
    lang::Unit unit = unit_of(R"(
static int f(void) { return fault("one", -12, FAULT_ALLOC_MAY_FAIL) ? -12 : fault("two", -5, FAULT_IO); }
TASK(A) { f(); }
)");
    unit.faults.sites = {"one"};
    const auto p = lowered(unit);
    REQUIRE(p.faults.size() == 2);
    CHECK(p.faults[0].site == "one");
    CHECK(p.faults[0].selected);
    CHECK(p.faults[0].error == -12);
    CHECK(p.frames[p.faults[0].frame].function == "f");
    CHECK(p.faults[1].fault_class == program::FaultClass::io);
    CHECK(!p.faults[1].selected);
    CHECK(texts(p, program::StepKind::fault).size() == 1);
    CHECK(texts(p, program::StepKind::no_fault).size() == 2);
}

TEST_CASE("branches on constants make no steps, and only the live side is lowered") {
    const auto p = lowered(R"(
enum { debug = 0 };
struct ops { void (*hook)(void); };
static const struct ops ops;
static int x;
static void never(void) { x = 2; }
static struct ops used = { never };
static void call(const struct ops *o) { if (o->hook) o->hook(); if (debug) never(); }
TASK(A) { call(&ops); x = 1; }
)");
    CHECK(texts(p, program::StepKind::branch).empty());
    CHECK(texts(p, program::StepKind::plain) == Names{"x = 1"});
}

TEST_CASE("statements are single steps") {
    const auto p = lowered(R"(
struct s { int a, b; };
static struct s x, y;
TASK(A) { struct s *p = choose(0, 1) ? &x : &y; p->a += p->b; p->a++; if (p->a > 3 && p->b) p->b = p->a ? 1 : 2; }
)");
    CHECK(texts(p, program::StepKind::plain) == Names{"p->a += p->b", "p->a++", "p->b = p->a ? 1 : 2"});
    CHECK(texts(p, program::StepKind::branch) == Names{"if (p->a > 3 && p->b): true", "if (p->a > 3 && p->b): false"});
}

TEST_CASE("the locations of an atomic function cannot be interrupted") {
    const auto p = lowered(R"(
static int x;
static void inner(void) { x = 2; }
static __atomic_step void outer(void) { x = 1; inner(); }
TASK(A) { outer(); x = 3; }
)");
    for (const auto& l : p.locations) {
        const bool is_inside = p.frames[l.frame].function != "A";
        CHECK(l.interruptible == !is_inside);
    }
}

TEST_CASE("invariants are kept by name, in either spelling") {
    lang::Unit unit = unit_of(R"(
static int x;
INVARIANT(first_one, EVERY_STEP, "one") { return x >= 0; }
INVARIANT(second_one, AT_RETURN, "two") { return x < 5; }
INVARIANT(third, AT_END, "three") { return x == 0; }
TASK(A) { x = 1; } TASK(B) { x = 2; }
)");
    const auto names = [&] {
        Names result;
        for (const auto& i : lowered(unit).invariants) result.push_back(i.name);
        return result;
    };
    CHECK(names() == Names{"first-one", "second-one", "second-one", "third"});
    unit.invariants = {"first-one", "third"};
    CHECK(names() == Names{"first-one", "third"});
    unit.invariants = {"second_one"};
    CHECK(names() == Names{"second-one", "second-one"});
}

TEST_CASE("a diagnostic of lowering shows its line") {
    const lang::Compiled compiled = lang::compile(unit_of(R"(
struct ops { void (*f)(void); };
static void f(void);
static const struct ops o = { .f = f };
static const struct ops *p = &o;
static void f(void) { p->f(); }
TASK(A) { f(); }
)"));
    CHECK(!compiled.program);
    REQUIRE(compiled.diagnostics.size() == 1);
    const auto& d = compiled.diagnostics[0];
    CHECK(d.file == "model.c");
    CHECK(d.line == 7);
    CHECK(d.source_line == "static void f(void) { p->f(); }");
    CHECK(d.message == "'f' calls itself: task A > f > f");
}

TEST_CASE("the same text gives the same program") {
    const std::string text = R"(
static struct mutex m;
static int f(int x) { mutex_lock(&m); if (fault("f", -1, FAULT_IO)) x++; mutex_unlock(&m); return x; }
TASK(A) { f(1); f(2); } TASK(B) { f(3); }
)";
    CHECK(lowered(text) == lowered(text));
}

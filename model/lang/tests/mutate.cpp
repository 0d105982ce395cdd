// SPDX-License-Identifier: Apache-2.0
#include "model/lang/tests/mutate.h"

#include <algorithm>
#include <array>
#include <random>
#include <utility>
#include <vector>

#include "model/lang/compile.h"
#include "model/program/passes.h"

namespace mmapck::lang::test {

namespace {

constexpr std::array models{
    R"(#include <mmapck/primitives.h>
static struct mutex lock;
static u8 count range(0, 3);
enum state { IDLE, BUSY, DONE };
static enum state state;
static int step(int n)
{
	int err = fault("kmalloc", -12, FAULT_ALLOC_MAY_FAIL);
	if (err)
		goto out;
	mutex_lock(&lock);
	count = n > 2 ? 3 : n;
	switch (state) { case IDLE: state = BUSY; break; case BUSY ... DONE: state = DONE; default: ; }
	mutex_unlock(&lock);
out:
	return err;
}
TASK(A) { for (int i = 0; i < 2; i++) step(i); }
TASK(B) { while (count < 1) wait_event(count); assert(count <= 3); }
INVARIANT(bounded, EVERY_STEP, "the count is bounded") { return count <= 3; }
)",
    R"(#include <mmapck/primitives.h>
struct ops;
struct file { struct refcount refs; const struct ops *ops; struct mutex lock; u32 flags : 4; int pages[3]; };
struct ops { int (*open)(struct file *file); void (*release)(struct file *file); };
POOL(struct file, files, 2);
static int my_open(struct file *file) { file->flags |= 1u; return choose(0, 1); }
static void my_release(struct file *file) { refcount_put(&file->refs, REF_FD); }
static const struct ops my_ops = { .open = my_open, .release = my_release };
static struct file *last;
__syscall static int open_file(void)
{
	struct file *file = files_alloc();
	int err;
	file->ops = &my_ops;
	refcount_get(&file->refs, REF_FD);
	err = file->ops->open ? file->ops->open(file) : 0;
	if (err && !last) { file->ops->release(file); files_free(file); return -err; }
	file->pages[err] = -1;
	last = file;
	return 0;
}
SETUP(scenario) { last = NULL; }
TASK(A) { open_file(); }
DAEMON(D) { for (;;) { __mmapck_wait(last != NULL); last = NULL; } }
TEARDOWN(scenario) { struct file *f = files_at(0); if (f) files_free(f); }
__pure static int live(void) { int n = 0; for (int i = 0; i < files_size; i++) n += files_at(i) != NULL; return n; }
INVARIANT(no_leak, AT_END, "files are freed") { return subject(live() >= 0) && live() == 0; }
)",
    R"(#include <mmapck/primitives.h>
struct point { long x; int y; struct { bool set; s8 z range(-3, 3); } in; };
static struct point grid[2][2], origin = { .y = 2, .in.z = 1 };
static struct rw_semaphore sem;
struct list { struct list *next; int value; };
static struct list a, b = { &a, 1 };
#define max(p, q) ((p) > (q) ? (p) : (q))
static struct point move(struct point p, int by) { p.x += by; p.y = p.y << 1 & 7; p.in.set = !by; return p; }
TASK(A)
{
	struct list *l;
	down_read(&sem);
	for (l = &b; l; l = l->next) { if (l->value == 1) continue; l->value++; }
	up_read(&sem);
	do { origin = move(grid[0][1], max(origin.y, -1) % 3); } while (0);
	grid[1][0].in.z = (s8)(origin.x / 2), grid[0][0] = origin;
}
TASK(B) { static int calls; if (!down_write_killable(&sem)) { calls = ~calls ^ 5; up_write(&sem); } }
)"};

constexpr std::array tokens{
    "(",      ")",      "{",       "}",       "[",       "]",       ";",      ",",      "*",         "&",       "->",      ".",       "=",
    "+",      "-",      "!",       "~",       "?",       ":",       "<<",     ">>",     "/",         "%",       "0",       "1",       "-1",
    "0x7fffffffffffffff", "18446744073709551615u", "2147483648", "1.5", "\"s\"", "'c'", "int ", "long ", "unsigned ", "void ", "float ", "struct ",
    "union ", "enum ",  "static ", "const ",  "extern ", "return ", "goto ",  "if ",    "else ",     "for ",    "while ",  "switch ", "case ",
    "default", "break", "do ",     "sizeof ", "typedef ", "_Bool ", "NULL",   "range(0, 1)", "__pure ", "__syscall ", "__atomic_step ", "#define X X X\n",
    "#include <mmapck/primitives.h>\n", "#if 1\n", "#endif\n", "##", "...", "__attribute__((annotate(\"mmapck.range\")))", "_Generic(1, int: 2)", "asm(\"\")",
    "({ 1; })", "\\\n", "/*", "*/", "//", "files_alloc()", "choose(0, 1)", "__mmapck_task()", "&&out", "a.b", "count", "last", "file", "state", "step", "lock"};

class Random {
  public:
    explicit Random(std::uint64_t seed) : engine_(seed) {}
    /// From 0 to bound - 1; the same everywhere, which the standard's distributions are not.
    std::size_t below(std::size_t bound) { return bound == 0 ? 0 : engine_() % bound; }

  private:
    std::mt19937_64 engine_;
};

bool is_word(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'; }

/// The bounds of the token or the single byte around a position.
std::pair<std::size_t, std::size_t> token_at(const std::string& text, std::size_t position) {
    std::size_t begin = position;
    std::size_t end = position;
    while (begin > 0 && is_word(text[begin - 1])) {
        --begin;
    }
    while (end < text.size() && is_word(text[end])) {
        ++end;
    }
    return {begin, std::max(end, std::min(position + 1, text.size()))};
}

void mutate_once(std::string& text, Random& random) {
    const std::size_t position = random.below(text.size());
    const auto [begin, end] = token_at(text, position);
    const std::string here = text.substr(begin, end - begin);
    switch (random.below(8)) {
    case 0:
        text.replace(begin, end - begin, tokens[random.below(tokens.size())]);
        break;
    case 1:
        text.insert(begin, tokens[random.below(tokens.size())]);
        break;
    case 2:
        text.erase(begin, end - begin);
        break;
    case 3:
        text.insert(begin, here + " ");
        break;
    case 4: {
        const auto [other, other_end] = token_at(text, random.below(text.size()));
        text.replace(begin, end - begin, text.substr(other, other_end - other));
        break;
    }
    case 5:
        if (!text.empty()) {
            text[position] = static_cast<char>(random.below(256));
        }
        break;
    case 6:
        text.erase(position, random.below(40));
        break;
    default: {
        const std::string donor = models[random.below(models.size())];
        const std::size_t from = random.below(donor.size());
        text.insert(begin, donor.substr(from, random.below(60)));
        break;
    }
    }
}

std::string fault_of_diagnostics(const Compiled& compiled) {
    if (compiled.diagnostics.size() > 50) {
        return "more than 50 diagnostics";
    }
    for (const Diagnostic& diagnostic : compiled.diagnostics) {
        if (diagnostic.message.empty() || to_text(diagnostic).empty()) {
            return "a diagnostic without words";
        }
    }
    return {};
}

}  // namespace

std::string mutated_model(std::uint64_t number) {
    Random random(number);
    std::string text = models[random.below(models.size())];
    for (std::size_t i = 1 + random.below(4); i > 0; --i) {
        mutate_once(text, random);
    }
    return text;
}

std::string fault_of_answer(const std::string& text) {
    Unit unit;
    unit.path = "fuzz.c";
    unit.text = text;
    unit.include_dirs = {MMAPCK_SOURCE_DIR "/model/kernel/include"};
    unit.shown_relative_to = MMAPCK_SOURCE_DIR;
    unit.faults.at_most = 1;
    const Compiled compiled = compile(unit);
    if (compiled.program.has_value() != compiled.diagnostics.empty()) {
        return compiled.program ? "a program and diagnostics" : "neither a program nor diagnostics";
    }
    const std::vector<std::string> problems = compiled.program ? program::validate(*compiled.program) : std::vector<std::string>{};
    return problems.empty() ? fault_of_diagnostics(compiled) : "the program is not valid: " + problems[0];
}

}  // namespace mmapck::lang::test

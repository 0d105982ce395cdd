// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "cli/tests/new_driver.h"

using namespace mmapck::cli::tests;

namespace {

/// A driver whose complete hook takes something that nobody gives back.
void take(const NewDriver& fresh, const std::string& declaration, const std::string& statement) {
    const std::string path = fresh.folder.path("drivers/d.c");
    std::string text = content(path);
    const auto put = [&](const std::string& before, const std::string& what) { text.insert(text.find(before), what); };
    put("static int d_mmap_prepare", declaration + "\n\n");
    const std::size_t hook = text.find("d_mmap_complete(");
    text.insert(text.find("{\n", hook) + 2, "\t" + statement + "\n");
    fresh.folder.write("drivers/d.c", text);
}

struct Leftover {
    const char *kind, *declaration, *statement, *held;
};

}  // namespace

TEST_CASE("what a driver keeps when all is closed is found without an invariant of its own") {
    for (const Leftover& leftover : {
             Leftover{"driver-charge-left", "static struct account d_pages;", "charge(&d_pages, 2);", "charge of 2 on d_pages"},
             Leftover{"driver-reference-left", "static struct { struct refcount refs[2]; } d_state;", "refcount_get(&d_state.refs[1], REF_DRIVER);", "d_state.refs[1]"},
             Leftover{"driver-obligation-left", "static struct obligation d_work;", "owe(&d_work);", "d_work"},
             Leftover{"driver-object-left", "struct d_buffer { u8 used; };\nPOOL(struct d_buffer, d_buffer, 1);", "d_buffer_alloc();", ""},
             Leftover{"driver-reference-left", "struct d_buffer { struct refcount refs; };\nPOOL(struct d_buffer, d_buffer, 1);", "refcount_get(&d_buffer_alloc()->refs, REF_VMA);", "d_buffer#1"},
         }) {
        CAPTURE(leftover.kind);
        const NewDriver fresh;
        take(fresh, leftover.declaration, leftover.statement);
        const Result found = fresh.run("mmapck run --variant ref d.json");
        CHECK(found.code == 1);
        CHECK(unfolded(found.out).find(std::string("d.json ref: violates ") + leftover.kind) != std::string::npos);
        CHECK((found.out + found.err).find(leftover.held) != std::string::npos);
        CHECK(fresh.run(std::string("mmapck explain ") + leftover.kind).code == 0);
        fresh.change("\"check\": \"all\"", std::string("\"check\": [\"") + leftover.kind + "\"]");
        CHECK(fresh.run("mmapck run --variant ref d.json").code == 1);
        fresh.change(leftover.kind, "map-count-matches");
        CHECK(fresh.run("mmapck run --variant ref d.json").code == 0);
    }
}

TEST_CASE("a driver with an invariant of its own, or that gives back what it takes, keeps what it keeps") {
    const NewDriver fresh;
    take(fresh, "static struct account d_pages;", "charge(&d_pages, 2); uncharge(&d_pages, 2);");
    CHECK(fresh.run("mmapck run --variant ref d.json").code == 0);
    take(fresh, "static struct account d_kept;\nINVARIANT(d_keeps, AT_END, \"two pages stay\") { return d_kept.charged == 0 || d_kept.charged == 2; }", "charge(&d_kept, 2);");
    CHECK(fresh.run("mmapck run --variant ref d.json").code == 0);
}

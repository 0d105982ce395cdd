// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "checker/replay/ledger.h"
#include "checker/replay/tests/tiny_program.h"

using namespace mmapck::program;
using namespace mmapck::checker::replay;
using mmapck::checker::replay::tests::TinyProgram;

namespace {

/// Two tasks and a table of three objects; events are booked without running anything.
struct Book {
    TinyProgram tiny;
    Ledger ledger;
    std::size_t index = 0;

    Book() {
        tiny.program.tables = {{"struct thing", {"a", "b", "c"}}};
        for (const char* name : {"A", "B"}) {
            tiny.step(tiny.task(name, 2), 0, 1);
        }
    }

    void book_event(EventKind kind, std::int64_t object, std::int64_t detail, TaskId task = 0) {
        Played played;
        played.taken.step = task;
        played.task = task;
        played.outcome.events = {{kind, 0, object, detail}};
        book(ledger, tiny.program, played, index++);
    }

    std::vector<std::size_t> steps() const {
        std::vector<std::size_t> all;
        for (const Entry& entry : ledger.entries) {
            all.push_back(entry.step);
        }
        return all;
    }
};

using Steps = std::vector<std::size_t>;

TEST_CASE("a lock's release meets the entry of the same lock, of the same task if it has one") {
    Book book;
    book.book_event(EventKind::acquire, 1, 2, 0);
    book.book_event(EventKind::acquire, 1, 2, 1);
    book.book_event(EventKind::acquire, 2, 0, 0);
    book.book_event(EventKind::release, 1, 2, 0);
    CHECK(book.steps() == Steps{1, 2});
    book.book_event(EventKind::release, 1, 2, 0);  // a lock that another task took
    CHECK(book.steps() == Steps{2});
    book.book_event(EventKind::release, 3, 0, 0);  // nobody has it
    CHECK(book.steps() == Steps{2});
}

TEST_CASE("a downgrade changes the mode of what is held") {
    Book book;
    book.book_event(EventKind::acquire, 1, 1);
    book.book_event(EventKind::downgrade, 1, 2);
    REQUIRE(book.steps() == Steps{0});
    CHECK(book.ledger.entries[0].detail == 2);
}

TEST_CASE("references are balanced by object and owner, the youngest first") {
    Book book;
    book.book_event(EventKind::get, 1, 5);
    book.book_event(EventKind::get, 1, 6);
    book.book_event(EventKind::get, 1, 5);
    book.book_event(EventKind::put, 1, 5, 1);
    CHECK(book.steps() == Steps{0, 1});
    book.book_event(EventKind::put, 2, 5);
    book.book_event(EventKind::put, 1, 7);
    CHECK(book.steps() == Steps{0, 1});
}

TEST_CASE("charges are given back by amount, across entries") {
    Book book;
    book.book_event(EventKind::charge, 1, 3);
    book.book_event(EventKind::charge, 2, 1);
    book.book_event(EventKind::charge, 1, 2);
    book.book_event(EventKind::uncharge, 1, 4);
    REQUIRE(book.steps() == Steps{0, 1});
    CHECK(book.ledger.entries[0].detail == 1);
    book.book_event(EventKind::uncharge, 1, 9);
    CHECK(book.steps() == Steps{1});
}

TEST_CASE("obligations are settled by object") {
    Book book;
    book.book_event(EventKind::owe, 1, 1);
    book.book_event(EventKind::owe, 2, 1);
    book.book_event(EventKind::settle, 1, 1);
    CHECK(book.steps() == Steps{1});
    CHECK(book.ledger.entries[0].kind == EventKind::owe);
}

TEST_CASE("entries of a freed object are marked and met by nothing") {
    Book book;
    book.book_event(EventKind::get, 1, 5);
    Played played;
    played.outcome.freed = {{0, 1}};
    mmapck::checker::replay::book(book.ledger, book.tiny.program, played, 1);
    book.book_event(EventKind::put, 1, 5);
    REQUIRE(book.steps() == Steps{0});
    CHECK(book.ledger.entries[0].freed);
}

TEST_CASE("an entry's place is the call of the primitive that took it") {
    TinyProgram tiny;
    const TaskId a = tiny.task("A", 2);
    Frame function;
    function.parent = 0;
    function.function = "prepare";
    Frame primitive;
    primitive.parent = 1;
    primitive.kind = FrameKind::primitive;
    primitive.function = "mutex_lock";
    primitive.call = {0, 41, 9};
    tiny.program.frames.insert(tiny.program.frames.end(), {function, primitive});
    tiny.location(a, 0).frame = 2;
    const StepId step = tiny.step(a, 0, 1);
    const Place found = place(tiny.program, tiny[step]);
    CHECK(found.frame == 1);
    CHECK(found.where == Position{0, 41, 9});
    CHECK(chain(tiny.program, 2) == std::vector<FrameId>{0, 1, 2});
    tiny.location(a, 0).frame = 1;
    CHECK(place(tiny.program, tiny[step]).where == tiny[step].where);
}

}  // namespace

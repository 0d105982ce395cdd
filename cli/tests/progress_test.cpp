// SPDX-License-Identifier: Apache-2.0
#include "cli/progress.h"

#include <doctest/doctest.h>

#include <sstream>

using namespace mmapck::cli;

namespace {

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("numbers and times are short") {
    CHECK(short_number(0) == "0");
    CHECK(short_number(999) == "999");
    CHECK(short_number(999.7) == "1.0k");
    CHECK(short_number(12'345) == "12.3k");
    CHECK(short_number(4.56e6) == "4.6M");
    CHECK(short_number(123.4e9) == "123G");
    CHECK(short_time(0.2) == "0 s");
    CHECK(short_time(99) == "99 s");
    CHECK(short_time(720) == "12 min");
    CHECK(short_time(7300) == "2 h");
}

TEST_CASE("one line says what runs longest and how far the run is, and goes away") {
    std::ostringstream out;
    {
        Progress progress(out, true, 8);
        progress.draw();
        CHECK(has(out.str(), "0/8"));
        progress.begin(3, "b.json ref");
        progress.begin(2, "a.json ref");
        progress.update(2, 12'345, 67);
        progress.done(2);
        out.str("");
        progress.draw();
        CHECK(has(out.str(), "\r\x1b[K2/8 a.json ref +1: 12.3k states, 67 to go, "));
        CHECK(has(out.str(), "/s, "));
        CHECK(has(out.str(), " left"));
        progress.end(2);
        out.str("");
        progress.draw();
        CHECK(has(out.str(), "2/8 b.json ref, "));
        progress.tell(3, "induction, 7 questions");
        out.str("");
        progress.draw();
        CHECK(has(out.str(), "2/8 b.json ref: induction, 7 questions, "));
        progress.begin(1, std::string(300, 'x'));
        progress.update(1, 1, 1);
        out.str("");
        progress.draw();
        CHECK(out.str().size() <= 4 + 79);
        out.str("");
    }
    CHECK(out.str() == "\r\x1b[K");
}

TEST_CASE("nothing is shown that was not asked for") {
    std::ostringstream out;
    {
        Progress progress(out, false, 1);
        progress.begin(0, "a");
        progress.update(0, 1, 1);
        progress.draw();
        progress.end(0);
    }
    CHECK(out.str().empty());
}

// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "reports/ascii.h"

using namespace mmapck::reports;

namespace {

bool is_printable(const std::string& text) {
    for (const char c : text) {
        if (c < ' ' || c > '~') {
            return false;
        }
    }
    return true;
}

TEST_CASE("text becomes printable ASCII, with blanks merged and other bytes as hexadecimal") {
    CHECK(printable("plain text") == "plain text");
    CHECK(printable("two\n\t lines") == "two lines");
    CHECK(printable("bell\a") == "bell\\x07");
    CHECK(printable("\x1b[31mred") == "\\x1b[31mred");
    CHECK(printable("\xc3\xa9") == "\\xc3\\xa9");
    CHECK(printable(std::string("a\0b", 3)) == "a\\x00b");
    CHECK(printable("<b>&amp;") == "<b>&amp;");
}

TEST_CASE("long texts lose their middle") {
    CHECK(cut_middle("short", 5) == "short");
    CHECK(cut_middle("0123456789", 9) == "012...789");
    CHECK(cut_middle("0123456789", 8) == "012...89");
    CHECK(padded("ab", 4) == "ab  ");
    CHECK(padded("abcde", 4) == "abcde");
}

TEST_CASE("lines break at blanks, and words that are too long are cut") {
    CHECK(wrapped("one two three", 7) == std::vector<std::string>{"one two", "three"});
    CHECK(wrapped("", 7).empty());
    CHECK(wrapped("a 0123456789 b", 7) == std::vector<std::string>{"a", "01...89", "b"});
}

TEST_CASE("nouns have a plural") {
    CHECK(counted(0, "fault") == "0 faults");
    CHECK(counted(1, "fault") == "1 fault");
}

TEST_CASE("any bytes keep to the alphabet and to the width") {
    CHECK(rc::check("printable and wrapped", [](const std::string& text) {
        const std::string shown = printable(text);
        RC_ASSERT(is_printable(shown));
        RC_ASSERT(printable(shown) == shown);
        const auto width = *rc::gen::inRange<std::size_t>(5, 40);
        RC_ASSERT(cut_middle(shown, width).size() <= width);
        for (const std::string& line : wrapped(shown, width)) {
            RC_ASSERT(line.size() <= width);
        }
    }));
}

TEST_CASE("a message is folded at blanks for 80 columns, and nothing of it is lost") {
    CHECK(folded("", 4) == "");
    CHECK(folded("short  text", 4) == "short  text");
    const std::string fifty(50, 'x'), ninety(90, 'y');
    CHECK(folded(fifty + " " + fifty, 4) == fifty + "\n    " + fifty);
    CHECK(folded(ninety + " a", 4) == ninety + "\n    a");
    CHECK(folded("a " + ninety, 4) == "a " + ninety);   // would be no shorter on a line of its own
    CHECK(folded(fifty + " " + ninety + " b", 4) == fifty + "\n    " + ninety + "\n    b");
    CHECK(folded(fifty + " " + std::string(29, 'z'), 4).find('\n') == std::string::npos);
    CHECK(folded(fifty + " " + std::string(30, 'z'), 4).find('\n') == 50);
}

TEST_CASE("paths lose their leading folders first") {
    CHECK(cut_path("scenarios/drivers/region.c:16", 40) == "scenarios/drivers/region.c:16");
    CHECK(cut_path("scenarios/drivers/region.c:16", 26) == ".../drivers/region.c:16");
    CHECK(cut_path("scenarios/drivers/region.c:16", 19) == ".../region.c:16");
    CHECK(cut_path("scenarios/drivers/region.c:16", 10) == cut_middle("scenarios/drivers/region.c:16", 10));
    CHECK(shown_path("./scenarios/x.json") == "scenarios/x.json");
    CHECK(shown_path(".//./x.json") == "x.json");
    CHECK(shown_path("../x.json") == "../x.json");
    CHECK(shown_path("./") == "");
}

}  // namespace

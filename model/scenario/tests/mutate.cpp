// SPDX-License-Identifier: Apache-2.0
#include "model/scenario/tests/mutate.h"

#include <array>
#include <random>
#include <string_view>

#include "model/scenario/json.h"
#include "model/scenario/scenario.h"

namespace mutate {

namespace {

constexpr std::string_view good = R"json({ "scenario": "s", "kernel": ["ref", "v7.1"], "seal": "x", // words
"files": { "f": { "driver": "d", "pages": 2, "mode": "rw", "extents": ["hole"] } },
"processes": { "p": { "pages": 6, "vmas": ["load(1)"] } }, "choose": { "a": [0, 2], "b": { "from": 1, "to": 2 } },
"tasks": { "A": { "run": ["f(0, 'x')", { "any_of": ["g()", ["h()"]] }, { "loop": 3, "run": ["i(b)"] }] } },
"faults": { "at_most": 1, "classes": ["io"], "sites": ["x"], "except": ["y"] }, "bounds": { "NR_VMAS": 7 },
"check": ["x"], "expect": { "ref": { "violates": "x" }, "*": "holds" } }
)json";

constexpr std::array<std::string_view, 24> parts = {"{", "}", "[", "]", ",", ":", "\"", "\\", "null", "true", "-1", "1e400", "18446744073709551616", "/*", "//",
                                                    "\xff", "\xC3\xA9", "\\u0000", "\n", "{\"any_of\":[", "\"loop\"", "\"violates\"", "(", "#"};

}  // namespace

std::string scenario(std::uint64_t seed) {
    std::mt19937_64 random(seed);
    const auto below = [&](std::size_t n) { return n == 0 ? 0 : std::size_t(random() % n); };
    std::string text(good);
    for (std::size_t changes = 1 + below(6); changes > 0; --changes) {
        const std::size_t at = below(text.size()), length = below(12);
        switch (below(6)) {
            case 0: text.insert(at, 1, char(below(256))); break;
            case 1: text.erase(at, length); break;
            case 2: text.insert(at, parts[below(parts.size())]); break;
            case 3: text.insert(below(text.size()), text.substr(at, length * 4)); break;
            case 4: text.replace(at, length, parts[below(parts.size())]); break;
            default: text.resize(at < 3 ? text.size() : at + below(text.size() - at)); break;
        }
    }
    return text;
}

bool survives(const std::string& text) {
    namespace scenario = mmapck::scenario;
    const scenario::Loaded loaded = scenario::load_text("nowhere/s.json", text);
    if (loaded.scenario.has_value() != loaded.diagnostics.empty()) return false;
    for (const mmapck::lang::Diagnostic& diagnostic : loaded.diagnostics) {
        if (diagnostic.message.empty() || diagnostic.file != "nowhere/s.json") return false;
        if (diagnostic.line > 0 && diagnostic.source_line != scenario::json::line_of(text, diagnostic.line)) return false;
        if (diagnostic.line > 0 && diagnostic.column > diagnostic.source_line.size() + 2) return false;
    }
    if (!loaded.scenario) return true;
    for (const scenario::Variant& variant : scenario::variants(*loaded.scenario))
        if (scenario::generate(*loaded.scenario, variant).empty()) return false;
    return true;
}

}  // namespace mutate

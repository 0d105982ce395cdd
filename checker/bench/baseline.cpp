// SPDX-License-Identifier: Apache-2.0
#include "checker/bench/baseline.h"

#include <array>
#include <cstdio>
#include <stdexcept>

#include "model/lang/compile.h"
#include "model/program/passes.h"

namespace mmapck::checker::bench {

std::optional<BaselineSize> parse_size(const std::string& text) {
    if (text == "S5") return BaselineSize{2, 1, 2, 3, 0, 2};
    if (text == "S6") return BaselineSize{2, 2, 3, 4, 1, 2};
    if (text == "S7") return BaselineSize{2, 2, 2, 3, 1, 3};
    if (text == "S8") return BaselineSize{3, 1, 2, 3, 0, 2};
    constexpr std::array<std::pair<unsigned, unsigned>, 6> bounds{{{1, 4}, {1, 4}, {2, 4}, {2, 5}, {0, 3}, {1, 3}}};
    std::array<unsigned, 6> n{};
    char more = 0;
    if (std::sscanf(text.c_str(), "%u,%u,%u,%u,%u,%u%c", &n[0], &n[1], &n[2], &n[3], &n[4], &n[5], &more) != 6) return std::nullopt;
    for (std::size_t i = 0; i < n.size(); ++i)
        if (n[i] < bounds[i].first || n[i] > bounds[i].second) return std::nullopt;
    return BaselineSize{n[0], n[1], n[2], n[3], n[4], n[5]};
}

program::Program baseline(const BaselineSize& size) {
    const std::string source = MMAPCK_SOURCE_DIR;
    const auto parameter = [](const char* name, std::uint32_t value) { return "#define " + std::string(name) + " " + std::to_string(value) + "\n"; };
    lang::Unit unit;
    unit.path = source + "/checker/bench/baseline/size.c";   // so that the include is found beside it
    unit.text = parameter("T", size.tasks) + parameter("NMM", size.address_spaces) + parameter("E", size.extents) + parameter("B", size.blocks) +
                parameter("F", size.failures) + parameter("L", size.calls) + "#include \"mmap.c\"\n";
    unit.include_dirs = {source + "/model/kernel/include"};
    unit.shown_relative_to = source;
    lang::Compiled compiled = lang::compile(unit);
    if (!compiled.program) throw std::runtime_error(lang::to_text(compiled.diagnostics));
    return program::optimize(std::move(*compiled.program));
}

}  // namespace mmapck::checker::bench

// SPDX-License-Identifier: Apache-2.0
#include "checker/explicit/table.h"

namespace mmapck::checker::explicit_ {

Table::Table(std::uint64_t lines) : lines_(lines), most_(most(lines)), words_(lines * line_words) {}

void Table::clear_and_grow() {
    const std::uint64_t lines = next_size(lines_);
    words_ = Pages();  // first, so that there are never two
    *this = Table(lines);
}

std::uint64_t Table::bytes_with(std::uint64_t numbers) const {
    std::uint64_t lines = lines_;
    while (numbers > most(lines)) lines = next_size(lines);
    return lines * line_bytes;
}

}  // namespace mmapck::checker::explicit_

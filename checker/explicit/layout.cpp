// SPDX-License-Identifier: Apache-2.0
#include "checker/explicit/layout.h"

#include <algorithm>
#include <bit>
#include <iterator>
#include <limits>
#include <stdexcept>


namespace mmapck::checker::explicit_ {

using namespace program;

/// The next free bit.
struct Layout::Cursor {
    std::uint32_t word = 0;
    std::uint32_t bit = 0;

    void take(std::uint32_t bits) {
        if (bit + bits > 64) {
            ++word;
            bit = 0;
        }
        bit += bits;
    }
    std::uint32_t position() const { return word * 64 + bit; }
};

namespace {

std::uint32_t bits_for(Interval values) {
    return static_cast<std::uint32_t>(std::bit_width(static_cast<std::uint64_t>(values.high) - static_cast<std::uint64_t>(values.low)));
}

/// Cells that conditions outside of the tasks read are part of every state, whoever owns them.
std::vector<bool> observed(const Program& program, const Cells& cells, const std::vector<Interval>& worth) {
    std::vector<bool> reads(cells.size());
    const auto mark = [&](ExprId root) {
        if (root != no_expr) mark_reads(program, cells, worth, root, reads);
    };
    for (const Invariant& invariant : program.invariants) {
        mark(invariant.condition);
        mark(invariant.subject);
    }
    for (const Lock& lock : program.locks) mark(lock.holders);
    mark(program.quiescent);
    mark(program.ended);
    return reads;
}

/// Whether a task may be there between moves.
std::vector<bool> stored_locations(const Program& program) {
    std::vector<bool> stored(program.locations.size());
    for (std::size_t i = 0; i < stored.size(); ++i)
        stored[i] = program.locations[i].interruptible || program.locations[i].final;
    for (const Task& task : program.tasks) stored[task.first] = true;
    return stored;
}

}  // namespace

Layout::Layout(const Program& program, const Cells& cells, const std::vector<Interval>& worth, const LiveCells& live)
    : shared_of_cell_(cells.size(), no_number), sections_(program.tasks.size()), numbers_(program.locations.size(), no_number) {
    const std::vector<bool> stored = stored_locations(program);
    for (LocationId location = 0; location < stored.size(); ++location) {
        if (!stored[location]) continue;
        Section& section = sections_[program.locations[location].task];
        numbers_[location] = static_cast<std::uint32_t>(section.stored.size());
        section.stored.push_back(location);
    }

    std::vector<bool> in_section(cells.size());
    LiveCells stored_cells(program.locations.size());
    if (!live.empty()) {
        const std::vector<bool> seen = observed(program, cells, worth);
        for (std::uint32_t cell = 0; cell < cells.size(); ++cell) in_section[cell] = cells.all[cell].owner != program::shared && !seen[cell];
        for (const Section& section : sections_)
            for (const LocationId location : section.stored)
                std::copy_if(live[location].begin(), live[location].end(), std::back_inserter(stored_cells[location]),
                             [&](std::uint32_t cell) { return in_section[cell]; });
    }

    place_all(cells, in_section, stored_cells, false);
    if (words_ > cache_line_words) place_all(cells, in_section, stored_cells, true);

    shared_masks_.resize(words_);
    shared_at_bit_.assign(words_ * 64, 0);
    for (std::uint32_t i = 0; i < shared_.size(); ++i) {
        const Field& field = shared_[i];
        shared_masks_[field.word] |= field.mask() << field.shift;
        for (std::uint32_t bit = field.shift; bit < 64 && (field.mask() << field.shift >> bit & 1) != 0; ++bit)
            shared_at_bit_[field.word * 64 + bit] = i;
    }
}

Field Layout::place(Cursor& cursor, std::uint32_t cell, Interval values) const {
    const std::uint32_t bits = bits_for(values);
    cursor.take(bits);
    if (cursor.word > std::numeric_limits<std::uint16_t>::max()) throw std::length_error("a state of this model takes more than 512 KiB");
    return {cell, static_cast<std::uint16_t>(cursor.word), static_cast<std::uint8_t>(cursor.bit - bits), static_cast<std::uint8_t>(bits), values.low};
}

/// `aligned`: each task's section begins a word, so that no block holds cells of two tasks.
void Layout::place_all(const Cells& cells, const std::vector<bool>& in_section, const LiveCells& stored_cells, bool aligned) {
    shared_.clear();
    blocks_.clear();
    Cursor cursor;
    cursor.take(1);  // the bit that is always set
    place_shared(cells, in_section, cursor);
    if (aligned) end_block(cursor);
    for (TaskId task = 0; task < sections_.size(); ++task) {
        sections_[task].masks.clear();
        sections_[task].fields.clear();
        sections_[task].begin = {0};
        place_section(cells, task, stored_cells, cursor);
        if (aligned) end_block(cursor);
    }
    words_ = cursor.word + (cursor.bit == 0 ? 0 : 1);
    bits_ = cursor.position();
}

/// The words since the last block become blocks, and the next field begins a word.
void Layout::end_block(Cursor& cursor) {
    if (cursor.bit != 0) cursor = {cursor.word + 1, 0};
    std::uint32_t begin = blocks_.empty() ? 0 : blocks_.back().begin + blocks_.back().words;
    for (; begin < cursor.word; begin += blocks_.back().words) blocks_.push_back({begin, std::min(cursor.word - begin, max_block_words)});
}

void Layout::place_shared(const Cells& cells, const std::vector<bool>& in_section, Cursor& cursor) {
    for (std::uint32_t cell = 0; cell < cells.size(); ++cell) {
        const Cell& it = cells.all[cell];
        if (in_section[cell] || it.values.single()) continue;
        shared_of_cell_[cell] = static_cast<std::uint32_t>(shared_.size());
        shared_.push_back(place(cursor, cell, it.values));
    }
}

void Layout::place_section(const Cells& cells, TaskId task,
                           const std::vector<std::vector<std::uint32_t>>& live, Cursor& cursor) {
    Section& section = sections_[task];
    const std::int64_t last = std::max<std::int64_t>(1, static_cast<std::int64_t>(section.stored.size()) - 1);  // a field has at least one bit
    const Cursor begin = cursor;
    section.location = place(cursor, 0, {0, last});
    Cursor end = cursor;
    for (const LocationId location : section.stored) {
        Cursor own = cursor;
        for (const std::uint32_t cell : live[location])
            if (!cells.all[cell].values.single()) section.fields.push_back(place(own, cell, cells.all[cell].values));
        section.begin.push_back(static_cast<std::uint32_t>(section.fields.size()));
        if (own.position() > end.position()) end = own;
    }
    cursor = end;
    for (std::uint32_t word = begin.word; word <= end.word; ++word) {
        const std::uint32_t from = word == begin.word ? begin.bit : 0;
        const std::uint32_t to = word == end.word ? end.bit : 64;
        const Word below = to == 64 ? ~Word{0} : (Word{1} << to) - 1;
        const Word bits = from == 64 ? 0 : below & ~((Word{1} << from) - 1);
        if (bits != 0) section.masks.push_back({word, bits});
    }
}

void Layout::pack(const std::int64_t* values, const LocationId* locations, Word* state) const {
    std::fill_n(state, words_, 0);
    state[0] = 1;
    for (const Field& field : shared_) state[field.word] |= field.encode(values[field.cell]);
    for (TaskId task = 0; task < sections_.size(); ++task) pack_section(task, locations[task], values, state);
}

}  // namespace mmapck::checker::explicit_

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "checker/explicit/cells.h"
#include "checker/explicit/memory.h"
#include "model/program/program.h"

namespace mmapck::checker::explicit_ {

using Word = std::uint64_t;

/// Where a value is in a packed state: `(word >> shift) & mask()`, plus `low`. Small, since a search reads them all the time.
struct Field {
    std::uint32_t cell = 0;
    std::uint16_t word = 0;
    std::uint8_t shift = 0;
    std::uint8_t width = 1;  ///< in bits, 1 to 64
    std::int64_t low = 0;

    Word mask() const { return ~Word{0} >> (64 - width); }
    Word encode(std::int64_t value) const { return ((static_cast<Word>(value) - static_cast<Word>(low)) & mask()) << shift; }
    Word raw(const Word* state) const { return state[word] >> shift & mask(); }  ///< value - low
    std::int64_t decode(const Word* state) const { return static_cast<std::int64_t>(raw(state) + static_cast<Word>(low)); }
};

/// Bits of one word.
struct Mask {
    std::uint32_t word = 0;
    Word bits = 0;
};

/// The bit that stands for a word in a set of changed words; words of long states share bits.
inline Word changed_bit(std::uint32_t word) { return Word{1} << word % 64; }

/// Some words of a packed state.
struct Block {
    std::uint32_t begin = 0;
    std::uint32_t words = 0;
};

/// The part of a packed state that belongs to one task: its location, and those of its own cells that are live there. Each
/// location has fields of its own over the same bits, so the section is as wide as its widest location.
struct Section {
    std::vector<Mask> masks;                       ///< all bits of the section
    Field location;                                ///< a number in `stored`; `cell` is unused
    std::vector<program::LocationId> stored;       ///< where the task may be between moves, ascending
    std::vector<Field, HugePageAllocator<Field>> fields;  ///< of all locations, one after the other
    std::vector<std::uint32_t> begin;              ///< in `fields`, by number in `stored`, and the end

    /// By number in `stored`.
    std::span<const Field> live(std::size_t number) const { return {fields.data() + begin[number], fields.data() + begin[number + 1]}; }
};

/// How states become words. Cells with a single value take no bits; all others take
/// ceil(log2(high - low + 1)). No field crosses a word. Bit 0 of word 0 is always set, so a packed state is never all 0.
class Layout {
  public:
    /// A task's own cells are stored only where they are live. `worth`: of the expressions.
    Layout(const program::Program& program, const Cells& cells, const std::vector<program::Interval>& worth, const LiveCells& live);

    std::uint32_t words() const { return words_; }
    /// Of states longer than a cache line: parts, of a few words each, that change and stay together; they cover the state. Otherwise none.
    const std::vector<Block>& blocks() const { return blocks_; }
    std::uint32_t bits() const { return bits_; }
    std::uint32_t tasks() const { return static_cast<std::uint32_t>(sections_.size()); }
    const Section& section(program::TaskId task) const { return sections_[task]; }

    /// The number in Section::stored of a location; no_number if no state between moves has it.
    std::uint32_t number(program::LocationId location) const { return numbers_[location]; }
    static constexpr std::uint32_t no_number = ~std::uint32_t{0};

    /// Fields of all cells that every state stores, in order of words.
    const std::vector<Field>& shared() const { return shared_; }
    /// The index in shared() of a cell's field, or no_number.
    std::uint32_t shared_field(std::uint32_t cell) const { return shared_of_cell_[cell]; }
    /// The field in shared() that has a bit of a word; the bit must be in shared_mask(word).
    const Field& shared_at(std::uint32_t word, int bit) const { return shared_[shared_at_bit_[word * 64 + static_cast<std::uint32_t>(bit)]]; }
    /// The bits of shared() in a word.
    Word shared_mask(std::uint32_t word) const { return shared_masks_[word]; }

    /// Writes the part of `task`, which is at `location`.
    void pack_section(program::TaskId task, program::LocationId location, const std::int64_t* values, Word* state) const {
        const Section& section = sections_[task];
        for (const Mask& mask : section.masks) state[mask.word] &= ~mask.bits;
        const std::uint32_t number = numbers_[location];
        state[section.location.word] |= section.location.encode(number);
        for (const Field& field : section.live(number)) state[field.word] |= field.encode(values[field.cell]);
    }

    /// Writes a whole state. O(cells).
    void pack(const std::int64_t* values, const program::LocationId* locations, Word* state) const;

  private:
    static constexpr std::uint32_t cache_line_words = 8;
    static constexpr std::uint32_t max_block_words = 6;

    struct Cursor;
    void place_all(const Cells& cells, const std::vector<bool>& in_section, const LiveCells& stored_cells, bool aligned);
    void end_block(Cursor& cursor);
    Field place(Cursor& cursor, std::uint32_t cell, program::Interval values) const;
    void place_shared(const Cells& cells, const std::vector<bool>& in_section, Cursor& cursor);
    void place_section(const Cells& cells, program::TaskId task,
                       const std::vector<std::vector<std::uint32_t>>& live, Cursor& cursor);

    std::uint32_t words_ = 0;
    std::uint32_t bits_ = 0;
    std::vector<Block> blocks_;
    std::vector<Field> shared_;
    std::vector<std::uint32_t> shared_of_cell_;
    std::vector<std::uint32_t> shared_at_bit_;
    std::vector<Word> shared_masks_;
    std::vector<Section> sections_;
    std::vector<std::uint32_t> numbers_;
};

}  // namespace mmapck::checker::explicit_

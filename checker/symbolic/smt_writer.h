// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "checker/symbolic/system.h"

namespace mmapck::checker::symbolic {

/// How numbers are written.
enum class Numbers : std::uint8_t {
    bits,      ///< two's complement vectors, each as wide as its interval needs; arithmetic wraps at 64 bits
    integers,  ///< mathematical integers; what has 64 bits has no bounds and never wraps
};
const char* name(Numbers numbers);   ///< "bits", "integers"

/// Terms of one state as SMT-LIB 2. A term that others share is written once and then goes by a name, so that text is as large as the terms; a short one that only one other
/// uses stands inside of that, which halves the text and what a solver has to take apart.
class SmtWriter {
  public:
    /// Names end in `suffix`, for instance "_3" for the state after three moves; those of terms begin with `prefix`. The system must outlive it.
    SmtWriter(const TransitionSystem& system, Numbers numbers, std::string suffix, std::string prefix = "n")
        : system_(system), numbers_(numbers), suffix_(std::move(suffix)), prefix_(std::move(prefix)) {}

    /// A definition that what is asked for afterwards needs.
    struct Definition {
        std::string name, sort, value;
    };
    /// Those that came up since the last call, in order.
    std::vector<Definition> take_definitions() { return std::move(definitions_); }

    std::string leaf(LeafId leaf) const;                        ///< "c7_3" for a cell, "i2_3" for an input
    std::string sort(LeafId leaf) const;
    std::string literal(LeafId leaf, std::int64_t value) const; ///< a value of the leaf's sort
    /// The values that a leaf can have, as a formula; empty if its sort says so already.
    std::string range(LeafId leaf) const;

    std::string truth(ExprId term);                             ///< a formula
    std::string value(LeafId sort_of, ExprId term);             ///< a term of the leaf's sort

  private:
    struct Text {
        std::string text;
        int width = 0;        // of a vector; 0: an integer; -1: a formula
    };
    Text text(ExprId id);
    Text write(ExprId id);
    Text write_bits(ExprId id);
    Text write_integer(ExprId id);
    Text comparison(ExprId id);
    Text named(ExprId id, Text text);
    std::string bits(const Text& text, int width) const;        // as a vector of another width
    std::string number(const Text& text, int width) const;      // formulas become 0 and 1
    std::string operand(ExprId id, int width);
    std::string power(std::int64_t exponent) const;
    std::string bit_of(const std::string& number, int bit) const;
    std::string bitwise_and(ExprId a, ExprId b);

    const TransitionSystem& system_;
    Numbers numbers_;
    std::string suffix_, prefix_;
    std::unordered_map<ExprId, Text> known_;
    std::vector<Definition> definitions_;
};

/// A constant that is equal to a term. Z3 4.8.12 takes exponential time for functions without arguments that use each other.
std::string constant(const SmtWriter::Definition& definition);
std::string as_constants(const std::vector<SmtWriter::Definition>& definitions);

/// A text that can stand in a comment.
std::string in_comment(std::string text);

/// "(and a b)", "true" for none; empty ones are left out.
std::string conjunction(const std::vector<std::string>& formulas);
std::string disjunction(const std::vector<std::string>& formulas);

}  // namespace mmapck::checker::symbolic

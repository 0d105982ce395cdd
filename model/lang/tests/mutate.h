// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

namespace mmapck::lang::test {

/// A small model, broken at random: bytes and tokens are changed, dropped, doubled, swapped, and taken from other models. The same
/// number gives the same text on every machine.
std::string mutated_model(std::uint64_t number);

/// Compiles the text and says what was wrong with the answer; empty if it was an answer: a program without diagnostics, or diagnostics that can be printed.
std::string fault_of_answer(const std::string& text);

}  // namespace mmapck::lang::test

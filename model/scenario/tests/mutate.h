// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

/// Scenarios with mistakes, for tests that no input is too bad for the loader.
namespace mutate {

/// A text made of a good scenario by a few changes that `seed` determines: bytes replaced, inserted or removed, parts doubled or swapped for
/// others.
std::string scenario(std::uint64_t seed);

/// Loads the text and, if it is a scenario, makes the C text of each variant. False if what comes of it contradicts itself.
bool survives(const std::string& text);

}  // namespace mutate

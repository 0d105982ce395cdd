// SPDX-License-Identifier: Apache-2.0
// fuzz_scenario [first seed] [count]: loads mutated scenarios until one does not survive. Not part of the test suite.
#include <cstdlib>
#include <iostream>

#include "model/scenario/tests/mutate.h"

int main(int argc, char** argv) {
    const std::uint64_t first = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 0;
    const std::uint64_t count = argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 100'000;
    for (std::uint64_t seed = first; seed < first + count; ++seed) {
        const std::string text = mutate::scenario(seed);
        if (mutate::survives(text)) continue;
        std::cerr << "seed " << seed << " does not survive:\n" << text << "\n";
        return 1;
    }
    std::cout << count << " texts, all handled\n";
    return 0;
}

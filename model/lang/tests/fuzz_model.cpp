// SPDX-License-Identifier: Apache-2.0

// fuzz_model COUNT [FIRST]: compiles COUNT broken models, numbered from FIRST (1). Stops at the first that gets no answer, and prints it.
// Each number is printed before its turn when FUZZ_TRACE is set, so that one that ends the program can be found.
#include <cstdlib>
#include <iostream>
#include <string>

#include "model/lang/tests/mutate.h"

int main(int argc, char** argv) {
    using namespace mmapck::lang::test;
    if (argc < 2 || argc > 3) {
        std::cerr << "usage: fuzz_model COUNT [FIRST]\n";
        return 64;
    }
    const std::uint64_t count = std::strtoull(argv[1], nullptr, 10);
    const std::uint64_t first = argc == 3 ? std::strtoull(argv[2], nullptr, 10) : 1;
    const bool trace = std::getenv("FUZZ_TRACE") != nullptr;
    for (std::uint64_t number = first; number < first + count; ++number) {
        if (trace) {
            std::cerr << number << std::endl;
        }
        const std::string text = mutated_model(number);
        const std::string fault = fault_of_answer(text);
        if (!fault.empty()) {
            std::cout << "number " << number << ": " << fault << "\n" << text;
            return 1;
        }
    }
    std::cout << count << " models, each with an answer\n";
    return 0;
}

// SPDX-License-Identifier: Apache-2.0
#include "cli/tests/endless.h"

namespace mmapck::cli::tests {

void write_endless(const NewDriver& driver, const std::string& file) {
    std::string tasks;
    for (const char* task : {"A", "B", "C", "D", "E", "F"})
        tasks += std::string(tasks.empty() ? "" : ", ") + "\"" + task + "\": { \"run\": [{ \"loop\": 6, \"run\": [\"mmap(f, 0, 1, PROT_READ, MAP_SHARED, 0)\", \"munmap(0, 1)\"] }] }";
    driver.folder.write(file, "{ \"scenario\": \"large\", \"kernel\": [\"rfc-2025-09\", \"ref\"], \"drivers\": [\"drivers/d.c\"], \"files\": { \"f\": { \"driver\": \"d\", \"pages\": 1 } }, "
                              "\"processes\": { \"p\": { \"pages\": 2 } }, \"tasks\": { " + tasks + " }, \"faults\": { \"at_most\": 2 } }");
}

}  // namespace mmapck::cli::tests

// SPDX-License-Identifier: Apache-2.0
#include "checker/distributed/open_ranks.h"

#include <dlfcn.h>

#include <charconv>
#include <cstdlib>
#include <filesystem>
#include <string_view>

namespace mmapck::checker::distributed {

namespace {

namespace fs = std::filesystem;

std::optional<std::uint32_t> number_in(const char* variable) {
    const char* const text = std::getenv(variable);
    if (text == nullptr) return std::nullopt;
    const std::string_view digits(text);
    std::uint32_t number = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    return error == std::errc() && end == digits.data() + digits.size() ? std::optional(number) : std::nullopt;
}

}  // namespace

bool is_started_as_rank() { return number_in("OMPI_COMM_WORLD_RANK") || number_in("PMIX_RANK"); }

std::optional<std::uint32_t> rank_in_environment() {
    if (number_in("OMPI_COMM_WORLD_SIZE") == 1) return std::nullopt;
    const std::optional<std::uint32_t> rank = number_in("OMPI_COMM_WORLD_RANK");
    return rank ? rank : number_in("PMIX_RANK");
}

OpenedRanks open_ranks() {
    std::error_code error;
    const fs::path folder = fs::read_symlink("/proc/self/exe", error).parent_path(), module = "mmapck_mpi.so";
    for (const fs::path& file : {folder / module, folder / MMAPCK_LIBRARIES_FROM_PROGRAM / module}) {
        if (!fs::is_regular_file(file, error)) continue;
        void* const library = dlopen(file.c_str(), RTLD_NOW | RTLD_GLOBAL);   // MPI loads parts of itself that look for its symbols
        if (library == nullptr) return {nullptr, dlerror()};
        const auto open = reinterpret_cast<Ranks* (*)()>(dlsym(library, "mmapck_open_ranks"));
        if (open == nullptr) return {nullptr, file.string() + " is no module of mmapck"};
        return {std::unique_ptr<Ranks>(open()), ""};
    }
    return {nullptr, "this mmapck was built without MPI, and cannot be started by mpirun; install libopenmpi-dev, and build it again"};
}

}  // namespace mmapck::checker::distributed

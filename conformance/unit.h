// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "conformance/recording.h"

namespace mmapck::conformance {

/// How a recording's addresses and letters are those of the model.
struct World {
    std::int64_t origin = 0;           ///< the page that is the model's page 0
    std::int64_t pages = 0;            ///< of the model's address space; a free one at both ends
    std::vector<std::string> files;    ///< letters by index
    bool has_shared_memory = false;    ///< the last of them is the file that the call makes
    std::vector<std::string> vmas;     ///< names of those that are there first, by instance
};

/// What a hook did that its case does not say, read from what it left in runs of that case.
struct Observed {
    bool mapped_sets_private = false;
};

/// The translation unit of model C for a case that found these VMAs, or why the model cannot be told.
struct GeneratedUnit {
    std::string text;
    World world;
    std::string beyond;   ///< empty: the text is complete
};

GeneratedUnit generate_unit(const Case& recorded_case, const std::vector<Vma>& initial, const Observed& observed, const std::string& kernel);

/// The private data of a recording in the model, and back: numbers of prepare calls, and what a mapped hook sets.
std::int64_t private_in_model(std::int64_t recorded);
std::int64_t private_in_recording(std::int64_t model);

/// Set by a mapped hook, in recordings.
inline constexpr std::int64_t private_of_mapped = 1000;

/// The page frame from which actions populate; a private mapping notes it in its pgoff.
inline constexpr std::int64_t action_pfn_in_model = 1;
inline constexpr std::int64_t action_pfn_in_recording = 4096;

}  // namespace mmapck::conformance

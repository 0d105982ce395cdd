// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace mmapck::scenario {

/// A place in the text of the model where a run may fail.
struct FaultPoint {
    std::string site;                  ///< "vm_area_alloc"
    std::string fault_class;           ///< "alloc-theoretical"
    std::string error;                 ///< as written, "-ENOMEM" or "-4"; empty where the fault is another result
    std::string function;              ///< that has it
    std::string file;                  ///< below the folder of the model, "mm/vma.c"
    std::uint32_t line = 0;
    std::vector<std::string> kernels;  ///< generations whose text includes the file
    std::vector<std::string> seals;    ///< seal designs whose text does, "none" among them
    std::vector<std::string> entries;  ///< functions that lead to it and that drivers and tasks may call, or hooks that a driver may name
};

/// All of them but those of tests, ordered by file and line; each list is sorted. What calls what is read from the text, as one who searches it for names would: a call through
/// a pointer counts for whoever names the table. Empty where there is no model. Time grows with the size of the model's text.
std::vector<FaultPoint> fault_points(const std::string& model_directory);

}  // namespace mmapck::scenario

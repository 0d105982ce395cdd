// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

namespace mmapck::cli {

/// Where the model of the kernel is, the folder with mm/ and include/: `named` if it is not empty, else $MMAPCK_MODEL_DIR if it is set and not
/// empty, else where `cmake --install` put it beside this program, else in the source tree that this program was built from. Absolute. Nothing
/// if there is no model.
std::optional<std::string> find_model_directory(const std::string& named);

}  // namespace mmapck::cli

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

namespace mmapck::reports::tests {

/// Checks a document against a JSON schema in the vocabulary that the schemas of this room use: $ref within the file,
/// type, const, enum, required, properties, additionalProperties, items, minItems, maxItems, minimum, maximum,
/// maxLength, pattern and oneOf. Keys that no schema mentions are errors, too, so that the schema stays complete. Empty, or the first
/// place that is wrong and why. Throws std::invalid_argument for a keyword that it does not know.
std::string mismatch(const nlohmann::json& schema, const nlohmann::json& document);

}  // namespace mmapck::reports::tests

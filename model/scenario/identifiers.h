// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "model/scenario/reader.h"

namespace mmapck::scenario {

/// The names that a scenario gives to things and that become identifiers of model C. Each is used once.
class Identifiers {
  public:
    explicit Identifiers(Findings& findings) : findings_(findings) {}

    /// Reports a name that is no identifier, is reserved, or was declared before; `what` is "a file", "a process", ...
    void declare(const Text& name, const std::string& what);

  private:
    struct Declared {
        Text name;
        std::string what;
    };
    Findings& findings_;
    std::vector<Declared> declared_;
};

/// Reports a name that is no identifier of C or is a reserved one.
bool is_identifier(Findings& findings, const Text& name, const std::string& what);

/// Reports a name that cannot be the name of a kernel generation or of a seal design.
bool is_model_name(Findings& findings, const Text& name);

}  // namespace mmapck::scenario

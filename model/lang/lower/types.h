// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "model/lang/lower/survey.h"
#include "model/lang/tree.h"
#include "model/program/program.h"

namespace mmapck::lang::lowering {

/// The program's types of the tree's, made when they are first asked for.
class Types {
  public:
    Types(const tree::Unit& unit, const Survey& survey, std::vector<program::Type>& types);

    std::uint32_t of(tree::TypeId type);
    std::uint32_t number() const { return 0; }
    std::uint32_t boolean();

  private:
    std::uint32_t intern(program::Type type);

    const tree::Unit& unit_;
    const Survey& survey_;
    std::vector<program::Type>& types_;
    std::vector<std::uint32_t> known_;   // by TypeId
};

/// All values of an integer type, or from the first to the last enumerator.
tree::Domain domain_of(const tree::Type& type);

}  // namespace mmapck::lang::lowering

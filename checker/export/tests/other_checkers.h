// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

namespace mmapck::checker::exports::tests {

/// What another model checker says of a text.
struct Opinion {
    bool installed = true;        ///< false: it is not here, and nothing else means anything
    bool violated = false;
    bool refused = false;         ///< the text says itself that it does not cover the program (values, ways)
    std::uint64_t states = 0;
    std::string output;           ///< everything it printed
};

/// Runs SPIN (breadth first, no reductions) on Promela.
Opinion ask_spin(const std::string& promela);

/// Runs Rumur on Murphi.
Opinion ask_rumur(const std::string& murphi);

/// Runs z3 on Horn clauses: Spacer, then bounded search, each with a budget; an answer of unknown counts as refused.
Opinion ask_z3(const std::string& clauses);

/// Has a plain solver check each clause with the definitions of z3's answer `sat`: the number of clauses that hold for all values. Throws
/// if the answer has no model.
std::uint64_t clauses_that_hold(const std::string& clauses, const std::string& answer);

std::uint64_t number_of_clauses(const std::string& clauses);

}  // namespace mmapck::checker::exports::tests

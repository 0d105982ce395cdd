// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "checker/symbolic/lemmas.h"
#include "checker/symbolic/smt_writer.h"
#include "checker/symbolic/solver.h"

/// A proof as a file that nobody has to trust. It is SMT-LIB 2: an inductive invariant, and the questions whether a violation of it can be: initially (initiation), by a move from a
/// state that it allows (consecution), or a violation of what is to be proved there (safety). Any solver has to answer each with `unsat`. Comments at its head say what it is about, and
/// which lemmas the invariant consists of; from these and the program, the questions can be written again, so that a file with others is found out.
namespace mmapck::checker::symbolic {

struct CertificateHead {
    std::string scenario;              ///< the path of the file
    std::string variant;
    Numbers numbers = Numbers::bits;
    std::string invariant;             ///< what is proved: this one, or everything if empty
    bool sliced = true;                ///< what that cannot depend on is left out
    std::uint32_t moves = 0;           ///< k, of a proof by k-induction, which has no lemmas; otherwise 0
    std::vector<std::string> lemmas;   ///< "always (less_equal c3 5)", "1 39 c3": task, location, condition
    std::vector<std::string> states;   ///< all that can be reached (reachable.h), of a proof that has these in the place of lemmas
};

/// A lemma as text; the same text read again is the same lemma. What is to be proved is not among them: it comes from the program.
std::string to_text(const Terms& terms, const Lemma& lemma);

/// The system that a proof is about.
TransitionSystem system_of(const program::Program& program, const CertificateHead& head);

/// The whole file. Throws std::invalid_argument if a lemma cannot be read.
std::string write_certificate(const program::Program& program, const CertificateHead& head);

/// The head of a file. Throws std::invalid_argument, with one sentence, if it is none.
CertificateHead read_certificate_head(std::string_view text);

struct Acceptance {
    bool accepted = false;
    bool refuted = false;              ///< the answer to a question is `sat`
    std::size_t questions = 0;
    std::string reason;                ///< why it is not accepted
};

/// Has a solver answer all questions of a file.
Acceptance check_certificate(std::string_view text, const SolverOptions& options);

}  // namespace mmapck::checker::symbolic

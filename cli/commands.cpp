// SPDX-License-Identifier: Apache-2.0
#include "cli/options.h"

namespace mmapck::cli {

const std::vector<CommandRow>& commands() {
    static const std::vector<CommandRow> table = {
        {"run", "PATH...", 1, 100'000, "check every scenario found",
         "Checks every variant of every scenario in the files and below the folders. Prints a line for each, then each unexpected violation with its "
         "shortest trace, then a summary."},
        {"show", "SCENARIO...", 1, 100'000, "print what would be checked",
         "Prints the tasks, the fault points, the invariants and the size of each variant without checking it."},
        {"size", "SCENARIO...", 1, 100'000, "say why a scenario has so many states",
         "Visits the states of each variant, without reductions, and prints how they grow by moves and by faults, which tasks and variables tell them apart, which "
         "steps find most of them, and how many are left with fewer faults or one task less."},
        {"replay", "TRACE", 1, 1, "run a recorded trace again",
         "Compiles the scenario of a trace again and follows the trace in it. Prints the trace if it ends in the recorded violation, else where it first differs."},
        {"list", "[WHAT]", 0, 1, "print what the model offers by name",
         "WHAT is kernels, seals, invariants, faults or bounds; without it, all of them.", "kernels seals invariants faults bounds"},
        {"new", "NAME", 1, 1, "write a driver and a scenario to start from",
         "Writes NAME.json and drivers/NAME.c. They can be run as they are. Nothing that exists is overwritten."},
        {"classes", "PATH...", 1, 100'000, "print the classes of a scenario's inputs",
         "Prints, for the inputs that a scenario leaves open, the classes of values that the model tells apart: the least values of each, what comes of them, and the tests that "
         "all values of the class decide like this."},
        {"prove", "PATH...", 1, 100'000, "prove scenarios for any number of moves",
         "Proves with z3 that no violation can be reached, also of scenarios whose tasks never end and in which any number of faults happen; or finds one. Every proof is checked by a second "
         "solver before it is told. docs/proofs.md tells how."},
        {"verify-certificate", "FILE", 1, 1, "check a proof that was written down",
         "Compiles the scenario that the certificate names, checks that it asks all that has to be asked of it, and has a solver answer."},
        {"export", "LANGUAGE SCENARIO", 2, 2, "write the program for another model checker",
         "LANGUAGE is promela (for SPIN), murphi (for Rumur) or smt2 (Horn clauses, for z3). The other checker must come to the same verdict; docs/proofs.md tells how to run it.", "promela murphi smt2"},
        {"graph", "WHAT SCENARIO", 2, 2, "draw control flow, lock order or states",
         "WHAT is control-flow (of hooks and what they call in their files, or of --function), lock-order (which locks some run takes while it holds which, with cycles marked) or "
         "states (and the moves between them). Prints one variant as DOT: mmapck graph lock-order FILE | dot -Tsvg -o locks.svg",
         "control-flow lock-order states"},
        {"matrix", "PATH...", 1, 100'000, "print scenarios by variants",
         "Checks like run and prints a Markdown table of what was found, and one line for each counterexample; summary and what was not expected go to standard error."},
        {"coverage", "PATH...", 1, 100'000, "print what the scenarios test",
         "Checks like run and prints in Markdown which fault points, hooks, invariants, lines and branches some run reached, which none can, and which were missed and why."},
        {"explain", "INVARIANT [PATH...]", 1, 100'000, "print what an invariant says",
         "Prints the text of an invariant or a check of the kernel's model, or of the drivers of the scenarios at PATH, and where it stands."},
        {"explore", "SCENARIO", 1, 1, "walk through one variant by hand",
         "Lists the moves that are possible, takes the one whose number it reads from standard input, and says what changed. Fault points can be switched off and on, moves taken back."},
        {"lint", "PATH...", 1, 100'000, "look for mistakes without checking",
         "Compiles every variant and prints what is wrong with it, and what is allowed but probably a mistake, such as a file that no statement uses. Ends with 1 for the latter."},
        {"fmt", "PATH...", 1, 100'000, "format scenario files",
         "Writes scenarios in their usual form, keys in the order of the reference, comments kept, and prints the names of those that changed."},
        {"diff", "OLD NEW", 2, 2, "compare two JSON reports",
         "Prints in Markdown which findings are introduced, fixed or preexisting, which traces and numbers of states changed, and which results came or went. "
         "Ends with 1 if a finding is introduced."},
        {"completion", "SHELL", 1, 1, "print a shell's completion", "SHELL is bash, zsh or fish: source <(mmapck completion bash)", "bash zsh fish"},
        {"man", "", 0, 0, "print the manual page", "Prints the manual page as troff source: mmapck man | man -l -"},
    };
    return table;
}

}  // namespace mmapck::cli

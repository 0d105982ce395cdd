// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "conformance/read.h"

namespace mmapck::conformance {

/// A fault point of the model that is an operation of the recordings. A recorded step may name {vma}, what the last tracepoint was told.
struct OperationRow {
    std::string op;                     ///< "vma.alloc"
    std::string site;                   ///< of fault(): "vm_area_alloc"
    std::optional<std::int64_t> error;  ///< what the recording made it return, where the model has another error
    std::string passes, fails;          ///< the step that it is; empty: none
};

/// When a function of the model makes a recorded step.
enum class Occasion : std::uint8_t {
    entered,
    returns,   ///< with any value
    passes,    ///< returns: not NULL, true, 0
    fails,     ///< returns: NULL, false, an error
    stores,    ///< stores to `subject`, a variable
    tells,     ///< it, or a function that it calls, tells the ledger of an object whose name ends in `subject`
};

struct StepRow {
    std::string function;
    Occasion occasion = Occasion::entered;
    std::string subject;
    std::string step;   ///< "write_lock:{vma}"; docs/conformance.md has the words in braces
};

/// How steps of the model are those of a recording: model/kernel/conformance/steps.json.
struct Table {
    std::map<std::string, std::string> kernels;       ///< version or its beginning -> generation
    std::vector<OperationRow> operations;
    std::vector<StepRow> steps;
    std::map<std::string, std::string> checks;        ///< kind of a check that only warns -> step
    std::map<std::string, std::string> violations;    ///< kind of a violation -> step
    std::vector<std::string> ownerless;               ///< kinds of violations that say whose reference it is: the kernel's counters do not know
};

Read<Table> read_table(const std::string& path);

/// The generation of a kernel version: that of the longest entry which is the version or its beginning up to a dot or dash; empty if there is none.
std::string kernel_of(const Table& table, const std::string& version);

}  // namespace mmapck::conformance

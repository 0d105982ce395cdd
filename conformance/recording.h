// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

/// Recorded runs of a kernel's mmap_region(), as plain data. docs/conformance.md has the form of the files. All addresses count pages.
namespace mmapck::conformance {

/// One VMA of a list: before the call, or after it.
struct Vma {
    std::string name;            ///< identity, "O1"
    std::int64_t start = 0, end = 0;
    std::int64_t pgoff = 0;
    std::string flags;           ///< "rw-p maywrite account"
    std::string file;            ///< letter; empty: none
    std::string ops;             ///< "anon", "dummy" or a file's letter
    std::int64_t priv = 0;
    bool anon_vma = false;
    friend bool operator==(const Vma&, const Vma&) = default;
};

/// What the test driver's hooks do.
struct Hook {
    enum class Kind : std::uint8_t { none, mmap, mmap_prepare, nested } kind = Kind::none;
    bool sets_ops = false;
    bool clears_ops = false;     ///< sets vm_ops to NULL
    std::vector<std::string> ops_have;
    bool changes_before_failing = false;
    std::string sets_flags, clears_flags;
    std::string replaces_file_by;
    std::int64_t adds_to_pgoff = 0;
    std::string action;          ///< empty: none
    std::string action_range;    ///< empty: the whole mapping; "part", "too large"
    bool hides_from_rmap = false;
    bool has_success_hook = false;
    bool has_error_hook = false;
    std::int64_t error_override = 0;
};

/// A VMA of a case's description: who made it. Its state is in each run.
struct Existing {
    std::string name;
    std::string file;
    bool policy = false;
};

struct Case {
    std::string name;
    std::int64_t start = 0, pages = 0, pgoff = 0;
    std::string flags, file;
    std::vector<Existing> existing;
    Hook hook;
    bool mdwe = false;
    bool map_count_at_limit = false;
    bool mapping_denies_writable = false;
    std::string beyond;          ///< what the description says that this program does not know; empty: nothing
};

/// An operation that could fail, or did.
struct Operation {
    std::string op;                    ///< kind, "vma.alloc"
    std::vector<std::string> in;       ///< functions on the stack, outermost first
    friend bool operator==(const Operation&, const Operation&) = default;
};

struct Fault {
    std::int64_t index = 0;            ///< from 1, among the operations reached
    Operation site;
};

struct FileState {
    std::int64_t refs = 0, writable = 0;
    std::set<std::string> rmap;
    bool locked = false;               ///< i_mmap lock
    friend bool operator==(const FileState&, const FileState&) = default;
};

struct HookCalls {
    std::int64_t mmap_ok = 0, mapped_ok = 0, open = 0, close = 0;
    friend bool operator==(const HookCalls&, const HookCalls&) = default;
};

struct Counters {
    std::int64_t charged = 0, total_vm = 0, data_vm = 0, exec_vm = 0, locked_vm = 0, map_count = 0;
    friend bool operator==(const Counters&, const Counters&) = default;
};

/// After the call.
struct EndState {
    std::vector<Vma> vmas;             ///< by address
    Counters counters;
    std::map<std::string, FileState> files;
    std::map<std::string, HookCalls> hooks;   ///< by VMA; only with a call
    std::int64_t prepare_ok = 0, prepare_failed = 0, success_calls = 0, error_calls = 0;
};

/// After everything was unmapped.
struct Leaks {
    std::vector<std::string> vmas;     ///< still allocated
    std::int64_t charged = 0, total_vm = 0, locked_vm = 0, map_count = 0;
    std::map<std::string, std::int64_t> file_refs, writable, close_balance;   ///< only what is not as it should be
    friend bool operator==(const Leaks&, const Leaks&) = default;
};

/// What came of one run: of the kernel, or of the model.
struct Outcome {
    std::int64_t ret = 0;              ///< page, or -errno
    std::vector<std::string> steps;
    std::vector<Operation> operations; ///< that could fail, in order
    std::optional<EndState> end;       ///< empty: the run died
    std::vector<std::string> closed_at_teardown;
    Leaks leaks;
};

/// One recorded run.
struct Run {
    std::string case_name, version;
    std::string where;                 ///< "6.12.117.json#17": file and number of the run in it
    std::vector<Fault> faults;         ///< in order
    std::vector<Vma> initial;
    Outcome outcome;
    bool has_operations = false;       ///< Outcome::operations were recorded
    std::vector<std::string> anomalies;///< what was wrong with the kernel's run, in words
};

}  // namespace mmapck::conformance

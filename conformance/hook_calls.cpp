// SPDX-License-Identifier: Apache-2.0
#include "conformance/hook_calls.h"

#include <algorithm>

namespace mmapck::conformance {

namespace {

constexpr std::string_view absent = "absent";   // a VMA that is not in the tree

/// "hook.mmap:N1:ok" in its parts.
std::vector<std::string> parts_of(const std::string& step) {
    std::vector<std::string> parts(1);
    for (const char c : step) {
        if (c == ':')
            parts.emplace_back();
        else
            parts.back() += c;
    }
    return parts;
}

void count(const std::vector<std::string>& parts, EndState& into) {
    const std::string& hook = parts[0];
    const bool is_ok = parts.back() == "ok";
    if (hook == "hook.mmap_prepare") ++(is_ok ? into.prepare_ok : into.prepare_failed);
    if (hook == "hook.success" && is_ok) ++into.success_calls;
    if (hook == "hook.error") ++into.error_calls;
    if (parts.size() < 2 || parts[1] == absent) return;
    if (hook == "hook.open") ++into.hooks[parts[1]].open;
    if (hook == "hook.close") ++into.hooks[parts[1]].close;
    if ((hook == "hook.mmap" || hook == "hook.mmap.ret") && is_ok) ++into.hooks[parts[1]].mmap_ok;
    if (hook == "hook.mapped" && is_ok) ++into.hooks[parts[1]].mapped_ok;
}

}  // namespace

void count_hook_calls(const std::vector<std::string>& steps, EndState& into) {
    for (const std::string& step : steps)
        if (step.rfind("hook.", 0) == 0) count(parts_of(step), into);
}

std::map<std::string, HookCalls> hook_calls_before(const Case& recorded_case) {
    std::map<std::string, HookCalls> calls;
    const Hook& hook = recorded_case.hook;
    const bool has_mapped = std::find(hook.ops_have.begin(), hook.ops_have.end(), "mapped") != hook.ops_have.end();
    for (const Existing& vma : recorded_case.existing) {
        const bool is_of_case = vma.file == "F";
        const bool has_mmap = vma.file == "X" || (is_of_case && (hook.kind == Hook::Kind::mmap || hook.kind == Hook::Kind::nested));
        if (has_mmap) calls[vma.name].mmap_ok = 1;
        if (is_of_case && hook.kind == Hook::Kind::mmap_prepare && has_mapped) calls[vma.name].mapped_ok = 1;
    }
    return calls;
}

}  // namespace mmapck::conformance

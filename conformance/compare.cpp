// SPDX-License-Identifier: Apache-2.0
#include "conformance/compare.h"

#include <algorithm>
#include <cctype>

#include "conformance/hook_calls.h"

namespace mmapck::conformance {

namespace {

std::string quoted(const std::string& text) { return "'" + text + "'"; }
std::string number(std::int64_t value) { return std::to_string(value); }

bool is_identity(const std::string& part) {
    if (part.empty() || std::isupper(static_cast<unsigned char>(part[0])) == 0) return false;
    return std::all_of(part.begin() + 1, part.end(), [](unsigned char c) { return std::isdigit(c) != 0 || c == '\''; });
}

/// "dup:O1'1<O1" as "dup:*<*", "unmap:100-104" as "unmap:*-*".
std::string kind_of_step(const std::string& step) {
    std::string kind, part;
    const auto flush = [&] {
        const bool is_number = !part.empty() && std::all_of(part.begin(), part.end(), [](unsigned char c) { return std::isdigit(c) != 0; });
        kind += is_number || is_identity(part) ? "*" : part;
        part.clear();
    };
    for (const char c : step) {
        if (c != ':' && c != '<' && c != '-') {
            part += c;
            continue;
        }
        flush();
        kind += c;
    }
    flush();
    return kind;
}

std::string step_at(const std::vector<std::string>& steps, std::size_t i) { return i < steps.size() ? steps[i] : "the end"; }

/// The steps around the first one that differs.
std::string around(const std::vector<std::string>& steps, std::size_t at) {
    std::string text = at > 3 ? "... " : "";
    for (std::size_t i = at > 3 ? at - 3 : 0; i < std::min(steps.size(), at + 4); ++i) text += (i == at ? "[" + steps[i] + "]" : steps[i]) + " ";
    return text + (at + 4 < steps.size() ? "..." : "");
}

class Comparison {
  public:
    Comparison(const Case& recorded_case, const Run& recorded, const Model& program, const Played& played)
        : case_(recorded_case), run_(recorded), program_(program), kernel_(recorded.outcome), played_(played), model_(played.outcome) {}

    std::vector<Difference> take() {
        operations();
        const bool both_died = !kernel_.end && !played_.violation.empty();
        if (!played_.violation.empty() && !both_died)
            note("the model's run ends in " + played_.violation.substr(0, played_.violation.find(':')), played_.violation);
        steps();
        if (kernel_.end && played_.violation.empty()) results();
        if (!kernel_.end && played_.violation.empty()) note("the kernel's run died", "the model's did not");
        return std::move(found_);
    }

  private:
    void note(std::string cause, std::string detail) { found_.push_back({std::move(cause), std::move(detail)}); }

    void differ(const std::string& what, const std::string& kernel, const std::string& model) {
        if (kernel != model) note(what, what + ": " + kernel + " in the kernel, " + model + " in the model");
    }
    void differ(const std::string& what, std::int64_t kernel, std::int64_t model) { differ(what, number(kernel), number(model)); }

    /// The function of the kernel's stack that the model has, too, and was not in; empty: none.
    std::string missing_function(const Operation& kernel, const Operation& model) const {
        const auto is_missing = [&](const std::string& f) {
            return program_.has_function(f) && std::find(model.in.begin(), model.in.end(), f) == model.in.end();
        };
        const auto found = std::find_if(kernel.in.begin(), kernel.in.end(), is_missing);
        return found == kernel.in.end() ? "" : *found;
    }

    /// Whether these two are one operation. Null: there is none.
    bool operation(std::size_t index, const Operation* kernel, const Operation* model) {
        const std::string a = kernel != nullptr ? quoted(kernel->op) : "none", b = model != nullptr ? quoted(model->op) : "none";
        if (a != b) {
            note("operation: " + a + " in the kernel, " + b + " in the model",
                 "operation " + std::to_string(index) + " is " + a + " in the kernel, " + b + " in the model");
            return false;
        }
        const std::string function = missing_function(*kernel, *model);
        if (!function.empty()) note("operation " + a + ": not in " + function + "() in the model", "operation " + std::to_string(index) + ", " + a + ", is in " + function + "() in the kernel, elsewhere in the model");
        return function.empty();
    }

    /// Which operations could fail, and whether the ones that did were the recorded ones.
    void operations() {
        for (std::size_t i = 0; i < run_.faults.size(); ++i)
            operation(static_cast<std::size_t>(run_.faults[i].index), &run_.faults[i].site, i < played_.failed.size() ? &played_.failed[i] : nullptr);
        if (!run_.has_operations) return;
        const auto &kernel = kernel_.operations, &model = model_.operations;
        for (std::size_t i = 0; i < std::max(kernel.size(), model.size()); ++i)
            if (!operation(i + 1, i < kernel.size() ? &kernel[i] : nullptr, i < model.size() ? &model[i] : nullptr)) return;
    }

    /// Of a run that died, up to the step that killed it. The attempt before it is a step of the kernel's alone: the model refuses it.
    std::vector<std::string> recorded_steps() const {
        std::vector<std::string> steps = kernel_.steps;
        const auto end = played_.violation_step.empty() ? steps.end() : std::find(steps.begin(), steps.end(), played_.violation_step);
        if (kernel_.end || end == steps.end() || end == steps.begin()) return steps;
        steps.erase(end - 1, steps.end());
        return steps;
    }

    void steps() {
        const std::vector<std::string> kernel = recorded_steps();
        const auto [a, b] = std::mismatch(kernel.begin(), kernel.end(), model_.steps.begin(), model_.steps.end());
        if (a == kernel.end() && b == model_.steps.end()) return;
        const auto at = static_cast<std::size_t>(a - kernel.begin());
        const std::string before = at == 0 ? "at first" : "after " + kind_of_step(kernel[at - 1]);
        note("steps " + before + ": " + kind_of_step(step_at(kernel, at)) + " in the kernel, " + kind_of_step(step_at(model_.steps, at)) + " in the model",
             "kernel: " + around(kernel, at) + "\n    model:  " + around(model_.steps, at));
    }

    void results() {
        differ("return value", kernel_.ret, model_.ret);
        vmas();
        counters();
        files();
        hooks();
        teardown();
    }

    void vmas() {
        const std::vector<Vma>& kernel = kernel_.end->vmas;
        const std::vector<Vma>& model = model_.end->vmas;
        differ("number of VMAs", static_cast<std::int64_t>(kernel.size()), static_cast<std::int64_t>(model.size()));
        for (std::size_t i = 0; i < std::min(kernel.size(), model.size()); ++i) vma(kernel[i], model[i]);
    }

    void vma(const Vma& a, const Vma& b) {
        const auto one = [&](const std::string& what, const std::string& x, const std::string& y) {
            if (x != y) note("VMA: " + what, "VMA " + a.name + ": " + what + " is " + x + " in the kernel, " + y + " in the model");
        };
        one("identity", a.name, b.name);
        one("range", number(a.start) + "-" + number(a.end), number(b.start) + "-" + number(b.end));
        one("pgoff", number(a.pgoff), number(b.pgoff));
        one("flags", flag_set(a.flags), flag_set(b.flags));
        one("file", a.file.empty() ? "none" : a.file, b.file.empty() ? "none" : b.file);
        one("ops", a.ops, b.ops);
        one("private data", number(a.priv), number(b.priv));
        one("anon_vma", a.anon_vma ? "there" : "none", b.anon_vma ? "there" : "none");
    }

    /// The words of flags in one order.
    static std::string flag_set(const std::string& flags) {
        std::set<std::string> words;
        std::size_t at = flags.find(' ');
        const std::string mode = flags.substr(0, at);
        while (at != std::string::npos) {
            const std::size_t next = flags.find(' ', at + 1);
            words.insert(flags.substr(at + 1, next == std::string::npos ? next : next - at - 1));
            at = next;
        }
        std::string text = mode;
        for (const std::string& word : words) text += " " + word;
        return text;
    }

    void counters() {
        const Counters &a = kernel_.end->counters, &b = model_.end->counters;
        differ("charged pages", a.charged, b.charged);
        differ("total_vm", a.total_vm, b.total_vm);
        differ("data_vm", a.data_vm, b.data_vm);
        differ("exec_vm", a.exec_vm, b.exec_vm);
        differ("locked_vm", a.locked_vm, b.locked_vm);
        differ("map_count", a.map_count, b.map_count);
    }

    static std::string names(const std::set<std::string>& vmas) {
        std::string text = "{";
        for (const std::string& vma : vmas) text += (text.size() > 1 ? " " : "") + vma;
        return text + "}";
    }

    /// Files that a recording leaves out are at rest: the owner's reference alone.
    void files() {
        const FileState at_rest{1, 0, {}, false};
        std::map<std::string, FileState> kernel = kernel_.end->files, model = model_.end->files;
        for (const auto& [file, state] : model) kernel.try_emplace(file, at_rest);
        for (const auto& [file, a] : kernel) {
            const auto found = model.find(file);
            const FileState b = found == model.end() ? at_rest : found->second;
            const bool is_idle = kernel_.end->files.count(file) == 0 && b.rmap.empty() && b.refs <= 1;
            if (is_idle) continue;
            const auto one = [&, name = file](const std::string& what, const std::string& x, const std::string& y) {
                if (x != y) note("file: " + what, "file " + name + ": " + what + " " + x + " in the kernel, " + y + " in the model");
            };
            one("references", number(a.refs), number(b.refs));
            one("i_mmap_writable", number(a.writable), number(b.writable));
            one("rmap", names(a.rmap), names(b.rmap));
            one("i_mmap lock", a.locked ? "held" : "free", b.locked ? "held" : "free");
        }
    }

    static std::string calls(const HookCalls& c) {
        return "mmap " + number(c.mmap_ok) + ", mapped " + number(c.mapped_ok) + ", open " + number(c.open) + ", close " + number(c.close);
    }

    void hooks() {
        const EndState& kernel = *kernel_.end;
        EndState model = *model_.end;
        for (const auto& [vma, before] : hook_calls_before(case_)) {
            model.hooks[vma].mmap_ok += before.mmap_ok;
            model.hooks[vma].mapped_ok += before.mapped_ok;
        }
        std::map<std::string, HookCalls> all = kernel.hooks;
        for (const auto& [vma, counted] : model.hooks) all.try_emplace(vma);
        for (const auto& [vma, a] : all)
            if (const HookCalls b = model.hooks[vma]; !(a == b))
                note("hook calls of a VMA", "hooks of " + vma + ": " + calls(a) + " in the kernel, " + calls(b) + " in the model");
        differ("successful prepares", kernel.prepare_ok, model.prepare_ok);
        differ("failed prepares", kernel.prepare_failed, model.prepare_failed);
        differ("calls of the success hook", kernel.success_calls, model.success_calls);
        differ("calls of the error hook", kernel.error_calls, model.error_calls);
    }

    static std::string text(const std::map<std::string, std::int64_t>& numbers) {
        std::string text = "{";
        for (const auto& [name, value] : numbers) text += (text.size() > 1 ? " " : "") + name + ":" + number(value);
        return text + "}";
    }

    static std::string text(const std::vector<std::string>& list) {
        std::string text = "(";
        for (const std::string& item : list) text += (text.size() > 1 ? " " : "") + item;
        return text + ")";
    }

    void teardown() {
        const Leaks &a = kernel_.leaks, &b = model_.leaks;
        differ("close hooks when all is unmapped", text(kernel_.closed_at_teardown), text(model_.closed_at_teardown));
        differ("VMAs left at the end", text(a.vmas), text(b.vmas));
        differ("charged pages left at the end", a.charged, b.charged);
        differ("total_vm left at the end", a.total_vm, b.total_vm);
        differ("locked_vm left at the end", a.locked_vm, b.locked_vm);
        differ("map_count left at the end", a.map_count, b.map_count);
        differ("file references left at the end", text(a.file_refs), text(b.file_refs));
        differ("i_mmap_writable left at the end", text(a.writable), text(b.writable));
        differ("opens without close at the end", text(a.close_balance), text(b.close_balance));
    }

    const Case& case_;
    const Run& run_;
    const Model& program_;
    const Outcome& kernel_;
    const Played& played_;
    const Outcome& model_;
    std::vector<Difference> found_;
};

}  // namespace

std::vector<Difference> compare(const Case& recorded_case, const Run& recorded, const Model& model, const Played& played) {
    return Comparison(recorded_case, recorded, model, played).take();
}

}  // namespace mmapck::conformance

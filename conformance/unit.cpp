// SPDX-License-Identifier: Apache-2.0
#include "conformance/unit.h"

#include <algorithm>
#include <cctype>
#include <sstream>

namespace mmapck::conformance {

namespace {

constexpr std::int64_t private_limit = 7;   // of vm_private_data, include/mmapck/mm.h
constexpr std::size_t spare_vmas = 4;       // a new one and what two splits make
constexpr std::int64_t max_pages = 30;      // bits for each page of an address space fit one word, include/mmapck/mm.h
constexpr const char* shared_memory = "P";

std::string number(std::int64_t value) { return std::to_string(value); }

/// A name in C: nothing else of a recording becomes part of the text as it stands.
bool is_identifier(const std::string& text) {
    const auto is_letter = [](unsigned char c) { return std::isalpha(c) != 0 || c == '_'; };
    const auto is_part = [&](unsigned char c) { return is_letter(c) || std::isdigit(c) != 0; };
    return !text.empty() && is_letter(static_cast<unsigned char>(text[0])) && std::all_of(text.begin(), text.end(), is_part);
}

bool contains(const std::vector<std::string>& list, const std::string& item) { return std::find(list.begin(), list.end(), item) != list.end(); }

void add(std::vector<std::string>& list, const std::string& item) {
    if (!item.empty() && !contains(list, item)) list.push_back(item);
}

class UnitText {
  public:
    UnitText(const Case& c, const std::vector<Vma>& initial, const Observed& observed, const std::string& kernel)
        : case_(c), initial_(initial), observed_(observed), kernel_(kernel) {}

    GeneratedUnit take() {
        unit_.beyond = case_.beyond;
        lay_out();
        write_bounds();
        line("#include <mm/" + kernel_ + ".c>");
        write_files();
        write_hook();
        line("#include <conformance/recorded.c>");
        write_drivers();
        write_setup();
        write_call();
        unit_.text = out_.str();
        return std::move(unit_);
    }

  private:
    /// Made by the call; the setup knows nothing of it.
    bool is_new_file(const std::string& file) const { return is_shared_memory() && file == shared_memory; }
    bool is_nested() const { return case_.hook.kind == Hook::Kind::nested; }
    bool prepares() const { return is_nested() || case_.hook.kind == Hook::Kind::mmap_prepare; }
    bool is_shared_memory() const { return case_.file.empty() && case_.flags.size() > 3 && case_.flags[3] == 's'; }
    std::string owner_of_ops() const { return is_nested() ? "I" : "F"; }

    void beyond(const std::string& what) {
        if (unit_.beyond.empty()) unit_.beyond = what;
    }

    /// The word as part of a name in C.
    std::string name(const std::string& word) {
        if (is_identifier(word)) return word;
        beyond("the name '" + word + "'");
        return "none";
    }

    void line(const std::string& text) { out_ << text << "\n"; }
    void define(const std::string& name, const std::string& value) { line("#define " + name + " " + value); }

    void lay_out() {
        World& world = unit_.world;
        std::int64_t low = case_.start, high = case_.start + case_.pages;
        for (const Vma& vma : initial_) {
            low = std::min(low, vma.start);
            high = std::max(high, vma.end);
            add(world.files, vma.file);
            world.vmas.push_back(vma.name);
        }
        world.origin = low - 1;
        world.pages = high + 1 - world.origin;
        if (world.pages > max_pages) beyond("addresses over " + number(world.pages) + " pages; the model has " + number(max_pages));
        add(world.files, case_.file);
        add(world.files, case_.hook.replaces_file_by);
        if (is_nested()) add(world.files, "I");
    }

    void write_bounds() {
        const World& world = unit_.world;
        const std::int64_t vmas = static_cast<std::int64_t>(initial_.size() + spare_vmas);
        define("MMAPCK_TRACE", "1");
        define("MMAPCK_NR_PAGES", number(world.pages));
        define("MMAPCK_NR_VMAS", number(vmas));
        define("MMAPCK_NR_FILES", number(std::max<std::int64_t>(1, static_cast<std::int64_t>(world.files.size()))));
        define("MMAPCK_NR_PFNS", number(world.pages + 2));
        define("MAX_PGOFF", "255");
        if (case_.map_count_at_limit) define("MMAPCK_MAX_MAP_COUNT", number(static_cast<std::int64_t>(initial_.size())));
        if (is_shared_memory()) define("MMAPCK_NR_SHMEM_FILES", "1");
    }

    void write_files() {
        line("enum { recorded_no_file = -1");
        for (std::size_t i = 0; i < unit_.world.files.size(); ++i) line("\t, " + name(unit_.world.files[i]) + " = " + std::to_string(i));
        line("};");
        if (is_shared_memory()) {
            if (unit_.world.files.empty()) unit_.world.files.emplace_back();   // there is always one
            unit_.world.files.emplace_back(shared_memory);
            unit_.world.has_shared_memory = true;
        }
    }

    /// "rw-p maywrite account" as a sum of enumerators.
    std::string flags(const std::string& text) {
        std::istringstream words(text);
        std::string sum = "recorded_none", word;
        for (bool first = true; words >> word; first = false) {
            const bool is_mode = first && word.size() == 4 && (word[3] == 's' || word[3] == 'p');
            if (!is_mode) sum += " | recorded_" + name(word);
            for (const char c : is_mode ? word : "")
                if (c != '-' && c != 'p') sum += " | recorded_" + name(std::string(1, c));
        }
        return sum;
    }

    void write_ops() {
        std::string members;
        for (const std::string& member : case_.hook.ops_have) members += (members.empty() ? "." : ", .") + name(member) + " = recorded_" + name(member);
        define("RECORDED_OPS_HAVE", members);
        define("RECORDED_VM_OPS", owner_of_ops() + "_vm_ops");
        if (case_.hook.sets_ops) define("RECORDED_SETS_OPS", "&" + owner_of_ops() + "_vm_ops");
        if (case_.hook.clears_ops) define("RECORDED_SETS_OPS", "NULL");
    }

    void write_hook() {
        const Hook& hook = case_.hook;
        write_ops();
        define("RECORDED_SETS_FLAGS", "(" + flags(hook.sets_flags) + ")");
        define("RECORDED_CLEARS_FLAGS", "(" + flags(hook.clears_flags) + ")");
        define("RECORDED_ADDS_TO_PGOFF", number(hook.adds_to_pgoff));
        if (!hook.replaces_file_by.empty()) define("RECORDED_REPLACES_FILE_BY", hook.replaces_file_by);
        if (hook.changes_before_failing) define("RECORDED_CHANGES_BEFORE_FAILING", "1");
        if (observed_.mapped_sets_private) define("RECORDED_MAPPED_SETS_PRIVATE", number(private_in_model(private_of_mapped)));
        if (is_nested()) define("RECORDED_INNER_FILE", "I");
        if (prepares()) write_prepare();
    }

    void write_prepare() {
        const Hook& hook = case_.hook;
        std::int64_t before = 0;
        for (const Vma& vma : initial_) before = std::max(before, vma.priv == private_of_mapped ? 0 : vma.priv);
        define("RECORDED_PREPARES", number(before + 1));
        if (!hook.action.empty()) write_action();
        if (hook.hides_from_rmap) define("RECORDED_HIDES_FROM_RMAP", "1");
        if (hook.has_success_hook) define("RECORDED_SUCCESS_HOOK", "1");
        if (hook.has_error_hook) define("RECORDED_ERROR_HOOK", "1");
        if (hook.error_override != 0) define("RECORDED_ERROR_OVERRIDE", number(hook.error_override));
    }

    void write_action() {
        const std::string& range = case_.hook.action_range;
        const std::int64_t pages = range.empty() ? case_.pages : range == "part" ? case_.pages - 1 : case_.pages + 1;
        if (!range.empty() && range != "part" && range != "too large") beyond("an action on the range '" + range + "'");
        define("RECORDED_ACTION", "recorded_action_" + name(case_.hook.action));
        define("RECORDED_ACTION_PAGES", number(pages));
        define("RECORDED_ACTION_PFN", number(action_pfn_in_model));
    }

    std::string hooks_of(const std::string& file) const {
        if (file == "I") return ".mmap_prepare = recorded_mmap_prepare";
        if (file == "J") return ".mmap = recorded_mmap_plain";
        if (file != "F") return "";
        switch (case_.hook.kind) {
            case Hook::Kind::none: return "";
            case Hook::Kind::mmap: return ".mmap = recorded_mmap";
            case Hook::Kind::mmap_prepare: return ".mmap_prepare = recorded_mmap_prepare";
            case Hook::Kind::nested: return ".mmap = recorded_mmap_nested";
        }
        return "";
    }

    void write_drivers() {
        for (const std::string& file : unit_.world.files)
            if (!file.empty() && !is_new_file(file))
                line("static const struct driver " + file + "_driver = { .fops = { " + hooks_of(file) + " } };");
    }

    std::string ops(const std::string& of) {
        if (of == "anon") return "NULL";
        if (of == "dummy") return "&vma_dummy_vm_ops";
        return "&" + name(of) + "_vm_ops";
    }

    bool has_policy(const std::string& vma) const {
        return std::any_of(case_.existing.begin(), case_.existing.end(), [&](const Existing& e) { return e.name == vma && e.policy; });
    }

    void write_vma(const Vma& vma, std::int64_t anon_vma) {
        line("\trecorded_vma(" + number(vma.start - unit_.world.origin) + ", " + number(vma.end - unit_.world.origin) + ", " + number(vma.pgoff) + ", " +
             flags(vma.flags) + ", " + (vma.file.empty() ? "NULL" : "&files[" + vma.file + "]") + ", " + ops(vma.ops) + ", " +
             number(private_in_model(vma.priv)) + ", " + number(anon_vma) + ");");
    }

    void write_setup() {
        line("SETUP(recorded)\n{");
        line("\tsetup_process(0, MMAPCK_NR_PAGES);");
        for (const std::string& file : unit_.world.files)
            if (!file.empty() && !is_new_file(file)) line("\trecorded_file(" + file + ", &" + file + "_driver);");
        if (case_.mapping_denies_writable && !case_.file.empty()) line("\trecorded_deny_writable(" + case_.file + ");");
        if (case_.mdwe) line("\trecorded_deny_write_exec();");
        std::int64_t anon_vmas = 0;
        for (std::size_t i = 0; i < initial_.size(); ++i) {
            write_vma(initial_[i], initial_[i].anon_vma ? ++anon_vmas : 0);
            if (has_policy(initial_[i].name)) line("\tvma_at(" + std::to_string(i) + ")->vm_policy = true;");
        }
        line("}");
    }

    void write_call() {
        line("TASK(recorded)\n{");
        line("\trecorded_call(" + (case_.file.empty() ? "NULL" : "&files[" + case_.file + "]") + ", " + number(case_.start - unit_.world.origin) + ", " +
             number(case_.pages) + ", " + flags(case_.flags) + ", " + number(case_.pgoff) + ");");
        line("}");
        line("TEARDOWN(recorded)\n{\n\trecorded_unmap_all();\n\trecorded_close_files();\n}");
    }

    const Case& case_;
    const std::vector<Vma>& initial_;
    const Observed& observed_;
    const std::string& kernel_;
    GeneratedUnit unit_;
    std::ostringstream out_;
};

}  // namespace

GeneratedUnit generate_unit(const Case& recorded_case, const std::vector<Vma>& initial, const Observed& observed, const std::string& kernel) {
    return UnitText(recorded_case, initial, observed, kernel).take();
}

std::int64_t private_in_model(std::int64_t recorded) { return recorded == private_of_mapped ? private_limit : recorded; }
std::int64_t private_in_recording(std::int64_t model) { return model == private_limit ? private_of_mapped : model; }

}  // namespace mmapck::conformance

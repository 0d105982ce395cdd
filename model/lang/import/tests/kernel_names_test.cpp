// SPDX-License-Identifier: Apache-2.0
#include "model/lang/import/kernel_names.h"

#include <filesystem>
#include <fstream>
#include <regex>
#include <sstream>

#include "model/lang/import/tests/support.h"

using namespace mmapck::lang;
using namespace mmapck::lang::test;

namespace {

std::string headers() {
    std::ostringstream all;
    for (const auto& entry : std::filesystem::directory_iterator(MMAPCK_SOURCE_DIR "/model/kernel/include/mmapck")) all << std::ifstream(entry.path()).rdbuf();
    all << std::ifstream(MMAPCK_SOURCE_DIR "/model/kernel/mm/fault.c").rdbuf();
    return all.str();
}

/// Functions, structs and constants that an advice says to write.
std::vector<std::string> names_in(const std::string& advice) {
    const std::regex quoted("'([^']*)'"), name(R"((?:struct )([a-z_]+)|\b([A-Za-z_]+)\(|\b((?:FAULT|REF|E)[A-Z_]+))");
    std::vector<std::string> names;
    for (std::sregex_iterator code(advice.begin(), advice.end(), quoted), end; code != end; ++code) {
        const std::string text = (*code)[1];
        for (std::sregex_iterator found(text.begin(), text.end(), name); found != end; ++found)
            for (std::size_t group = 1; group <= 3; ++group)
                if ((*found)[group].matched) names.push_back((*found)[group]);
    }
    return names;
}

}  // namespace

TEST_CASE("what is to be written instead of a kernel name is there") {
    const std::string text = headers();
    std::size_t checked = 0;
    for (const front::Replacement& replacement : front::replacements())
        for (const std::string& name : names_in(std::string(replacement.advice))) {
            if (name.starts_with("foo")) continue;
            CAPTURE(replacement.names);
            CAPTURE(name);
            CHECK(std::regex_search(text, std::regex("\\b" + name + "\\b")));
            ++checked;
        }
    CHECK(checked > 30);
}

TEST_CASE("no name of the kernel that has a replacement is declared by the headers") {
    const std::string text = headers();
    for (const front::Replacement& replacement : front::replacements()) {
        std::istringstream names{std::string(replacement.names)};
        for (std::string name; names >> name;) {
            CAPTURE(name);
            CHECK(front::instead_of(name.ends_with('*') ? name.substr(0, name.size() - 1) : name) != "");
            if (!name.ends_with('*')) CHECK_FALSE(std::regex_search(text, std::regex("(define|struct|static [a-z0-9 ]*|extern [a-z0-9 ]*) \\*?" + name + "\\b[^;]*[({]")));
        }
    }
}

TEST_CASE("kernel code as it is: each name is said to be replaced, once a line") {
    const Imported imported = import_text(
        "#include <linux/mm.h>\n"
        "#include <mmapck/driver.h>\n"
        "struct foo { struct kref kref; };\n"
        "struct bar { atomic_t count; };\n"
        "static DEFINE_MUTEX(foo_mutex);\n"
        "static int foo_mmap(struct file *file, struct vm_area_struct *vma)\n"
        "{\n"
        "\tstruct foo *foo = kzalloc(sizeof(*foo), GFP_KERNEL);\n"
        "\tif (WARN_ON(!foo))\n"
        "\t\treturn -ENODEV;\n"
        "\tspin_lock_irqsave(&foo_lock, flags);\n"
        "\tspin_unlock_irqrestore(&foo_lock, flags);\n"
        "\tvm_flags_set(vma, VM_DONTEXPAND);\n"
        "\tpr_debug(\"mapped\\n\");\n"
        "\treturn hardware_starts(file);\n"
        "}\n"
        "MODULE_LICENSE(\"GPL\");\n"
        "struct driver *used(void) { return &foo_driver; }\n");
    std::string text;
    for (const Diagnostic& diagnostic : imported.diagnostics)
        if (diagnostic.severity == Severity::error) text += std::to_string(diagnostic.line) + " " + diagnostic.suggestion + "\n";
    CHECK(imported.diagnostics.at(4).message == "the macro 'DEFINE_MUTEX' is not declared");
    CHECK(text ==
          "1 write '#include <mmapck/driver.h>', which declares what model C has of the kernel\n"
          "3 write 'struct refcount' for what counts holders, 'struct account' for what counts pages or bytes\n"
          "4 write 'struct refcount' for what counts holders, 'struct account' for what counts pages or bytes\n"
          "5 write 'static struct mutex name;'\n"
          "8 declare a 'POOL(struct foo, foo, 2)' and write 'foo_alloc()', behind a 'fault(\"kzalloc\", -ENOMEM, FAULT_ALLOC_THEORETICAL)'\n"
          "9 write 'assert(!(condition))'\n"
          "11 write 'spin_lock(&lock)'\n"
          "12 write 'spin_unlock(&lock)'\n"
          "13 write 'vma->vm_flags |= flags;'\n"
          "14 leave it out: no check depends on it\n"
          "15 declare it before it is used, include the header that does, or write fault(\"its_name\", -EIO, FAULT_DRIVER) for what may just fail\n"
          "17 leave it out: a model has no modules and no sections\n"
          "18 write 'DRIVER(foo, .mmap = ...)' in a file of the scenario's \"drivers\"\n");
}

// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>

#include "model/program/passes.h"
#include "model/scenario/catalogue.h"
#include "model/scenario/scenario.h"
#include "model/tests/temporary_folder.h"

using namespace mmapck;

namespace {

constexpr const char* model = MMAPCK_SOURCE_DIR "/model/kernel";

constexpr std::size_t every = 12;   // of the shipped scenarios, to stay within seconds

constexpr const char* driver = R"c(/* SPDX-License-Identifier: Apache-2.0 */
#include <mmapck/driver.h>
static int dev_mmap_prepare(struct vm_area_desc *desc)
{
	(void)desc;
	return fault("dev_mmap_prepare", -EBUSY, FAULT_DRIVER);
}
DRIVER(dev, .mmap_prepare = dev_mmap_prepare);
)c";

std::string text(const std::string& run, const std::string& more = "") {
    return "{ \"scenario\": \"s\", \"kernel\": \"ref\", \"drivers\": [\"dev.c\"],\n"
           "\"files\": { \"f\": { \"driver\": \"dev\", \"pages\": 2 } }, \"processes\": { \"p\": { \"pages\": 3 } },\n"
           "\"tasks\": { \"A\": { \"run\": [\"" + run + "\"] } }" + (more.empty() ? "" : ",\n" + more) + " }\n";
}

/// Compiles the text as s.json in a folder that is the working directory. Driver: dev.c.
lang::Compiled compile(const TemporaryFolder& folder, const std::string& source, lang::Compiler* compiler = nullptr) {
    folder.write("dev.c", driver);
    scenario::Loaded loaded = scenario::load(folder.write("s.json", source));
    CHECK(lang::to_text(loaded.diagnostics) == "");
    REQUIRE(loaded.scenario);
    return scenario::compile(*loaded.scenario, scenario::variants(*loaded.scenario).at(0), {model, folder.path(""), std::nullopt}, {}, compiler);
}

/// "line:column pointer: message (suggestion)" of the first diagnostic.
std::string first_error(const lang::Compiled& compiled) {
    CHECK(!compiled.program);
    REQUIRE(!compiled.diagnostics.empty());
    const lang::Diagnostic& d = compiled.diagnostics[0];
    return std::to_string(d.line) + ":" + std::to_string(d.column) + " " + d.pointer + ": " + d.message + (d.suggestion.empty() ? "" : " (" + d.suggestion + ")");
}

}  // namespace

TEST_CASE("a scenario becomes a program whose files are named as a user would") {
    const TemporaryFolder folder;
    const lang::Compiled compiled = compile(folder, text("mmap(f, 0, 2, PROT_READ, MAP_SHARED, 0)", "\"faults\": { \"at_most\": 1 }"));
    CHECK(lang::to_text(compiled.diagnostics) == "");
    REQUIRE(compiled.program);
    const std::vector<std::string>& files = compiled.program->files;
    CHECK(std::count(files.begin(), files.end(), "dev.c") == 1);
    CHECK(std::count(files.begin(), files.end(), "mm/ref.c") == 1);
    for (const std::string& file : files) CHECK(file.find(MMAPCK_SOURCE_DIR) == std::string::npos);
    CHECK(compiled.program->max_faults == 1);
    const auto& faults = compiled.program->faults;
    CHECK(std::any_of(faults.begin(), faults.end(), [](const auto& fault) { return fault.site == "dev_mmap_prepare" && fault.selected; }));
}

TEST_CASE("an error in a statement names its place in the scenario") {
    const TemporaryFolder folder;
    const lang::Compiled compiled = compile(folder, text("munmap(0, lenn)"));
    CHECK(first_error(compiled).rfind("3:38 /tasks/A/run/0: ", 0) == 0);
    CHECK(compiled.diagnostics[0].source_line.find("\"munmap(0, lenn)\"") != std::string::npos);
    CHECK(compiled.diagnostics[0].message.find("lenn") != std::string::npos);
}

TEST_CASE("names that the model does not have") {
    const TemporaryFolder folder;
    const auto error = [&](const std::string& source) { return first_error(compile(folder, source)); };
    std::string no_kernel = text("munmap(0, 1)");
    no_kernel.replace(no_kernel.find("\"ref\""), 5, "\"reff\"");
    CHECK(error(no_kernel) == "1:31 /kernel: there is no kernel generation 'reff' (did you mean 'ref'?)");
    CHECK(error(text("munmap(0, 1)", "\"seal\": \"seal-v66\"")) == "4:10 /seal: there is no seal design 'seal-v66' (did you mean 'seal-v6'?)");
    CHECK(error(text("munmap(0, 1)", "\"bounds\": { \"NR_VMA\": 3 }")) == "4:14 /bounds/NR_VMA: there is no bound 'NR_VMA' (did you mean 'NR_VMAS'?)");
    CHECK(error(text("munmap(0, 1)", "\"bounds\": { \"NR_FILES\": 3 }")) ==
          "4:14 /bounds/NR_FILES: NR_FILES follows from the scenario's files and processes; it is not set here");
    CHECK(error(text("munmap(0, 1)", "\"faults\": { \"at_most\": 1, \"sites\": [\"dev_mmap_prepar\"] }")) ==
          "4:38 /faults/sites/0: there is no fault point 'dev_mmap_prepar' (did you mean 'dev_mmap_prepare'?)");
    CHECK(error(text("munmap(0, 1)", "\"expect\": { \"violates\": \"deadlok\" }")) ==
          "4:26 /expect/violates: there is no violation 'deadlok' (did you mean 'deadlock'?)");
    CHECK(error(text("munmap(0, 1)", "\"check\": [\"no-such-invariant-at-all\"]")).rfind("4:12 /check/0: there is no invariant", 0) == 0);
}

TEST_CASE("the catalogue of the model") {
    const scenario::Catalogue catalogue = scenario::catalogue(model);
    const auto has = [](const std::vector<std::string>& names, const std::string& name) { return std::binary_search(names.begin(), names.end(), name); };
    CHECK(has(catalogue.kernels, "ref"));
    CHECK(has(catalogue.kernels, "rfc-2025-09"));
    CHECK(!has(catalogue.kernels, "common"));
    CHECK(has(catalogue.seals, "seal-v6"));
    CHECK(!has(catalogue.seals, "none"));
    CHECK(has(catalogue.bounds, "NR_VMAS"));
    CHECK(has(catalogue.fault_sites, "down_write_killable"));
    CHECK(!catalogue.invariants.empty());
    CHECK(scenario::catalogue("/nonexistent").kernels.empty());
}

TEST_CASE("a model says how large it is where a scenario does not") {
    const std::vector<lang::Parameter> bounds = scenario::kernels_and_bounds(model).defaults;
    const auto value_of = [&](const std::string& name) {
        const auto at = std::ranges::find(bounds, name, &lang::Parameter::name);
        return at == bounds.end() ? 0 : at->value;
    };
    CHECK(value_of("MMAPCK_NR_VMAS") == 5);
    CHECK(value_of("MMAPCK_COMMIT_LIMIT") == 63);
    CHECK(value_of("MMAPCK_USERFAULTFD") == 0);
    CHECK(value_of("MMAPCK_BOUNDS_H") == 0);
    CHECK(scenario::kernels_and_bounds("/nonexistent").defaults.empty());
}

TEST_CASE("what scenarios have in common is parsed once, and their programs are the same") {
    lang::Compiler compiler;
    scenario::Found found = scenario::find({MMAPCK_SOURCE_DIR "/scenarios"});
    std::size_t checked = 0;
    for (std::size_t i = 0; i < found.paths.size(); i += every) {
        const scenario::Loaded loaded = scenario::load(found.paths[i]);
        REQUIRE(loaded.scenario);
        for (const scenario::Variant& variant : scenario::variants(*loaded.scenario)) {
            CAPTURE(found.paths[i] + " " + variant.name());
            const scenario::Settings settings{model, MMAPCK_SOURCE_DIR, std::nullopt};
            const lang::Compiled alone = scenario::compile(*loaded.scenario, variant, settings);
            const lang::Compiled shared = scenario::compile(*loaded.scenario, variant, settings, {}, &compiler);
            REQUIRE(alone.program);
            REQUIRE(shared.program);
            CHECK(program::to_text(*alone.program) == program::to_text(*shared.program));
            ++checked;
        }
    }
    CHECK(checked > 20);
}

TEST_CASE("texts in different folders are compiled behind one prelude, each with what stands beside it and nothing that it may not include") {
    const TemporaryFolder folder;
    folder.write("one/a/own.h", "static u8 n range(0, 3);\n");
    folder.write("two/b/own.h", "static u8 n range(0, 5);\n");
    lang::Unit prelude;
    prelude.path = std::string(model) + "/prelude";
    prelude.text = "#include <mmapck/primitives.h>\n";
    prelude.include_dirs = {std::string(model) + "/include"};
    const auto in = [&](const std::string& place, const std::string& header) {
        lang::Unit unit = prelude;
        unit.text = "#include \"" + header + "\"\nTASK(A) { n++; }\n";
        unit.path = folder.path(place);
        return unit;
    };
    const auto alone = [&](lang::Unit unit) {
        unit.text = prelude.text + "#line 1\n" + unit.text;
        return lang::compile(unit).program;
    };
    lang::Compiler compiler;
    for (const std::string place : {"one/a/test.c", "two/b/test.c", "one/a/test.c"}) {
        CAPTURE(place);
        const std::optional<program::Program> shared = compiler.compile({}, prelude, {}, in(place, "own.h")).program;
        REQUIRE(shared.has_value());
        CHECK(program::to_text(*shared) == program::to_text(*alone(in(place, "own.h"))));
    }
    CHECK_FALSE(compiler.compile({}, prelude, {}, in("two/b/test.c", "../../one/a/own.h")).program);
    CHECK_FALSE(alone(in("two/b/test.c", "../../one/a/own.h")));
}

TEST_CASE("what is wrong with a scenario is told alike where others are compiled before it, and those after it are none the worse") {
    const TemporaryFolder folder;
    lang::Compiler compiler;
    const std::string good = text("mmap(f, 0, 1, PROT_READ, MAP_SHARED, 0)");
    const std::string program = program::to_text(*compile(folder, good).program);
    for (const std::string bad : {"mmap(g, 0, 1, PROT_READ, MAP_SHARED, 0)", "float x = 1", "munmap(0)", "int f = 0; f()", "goto nowhere"}) {
        CAPTURE(bad);
        CHECK(program::to_text(*compile(folder, good, &compiler).program) == program);
        CHECK(lang::to_text(compile(folder, text(bad), &compiler).diagnostics) == lang::to_text(compile(folder, text(bad)).diagnostics));
    }
    CHECK(program::to_text(*compile(folder, good, &compiler).program) == program);
}

// SPDX-License-Identifier: Apache-2.0
#include "conformance/table.h"

#include <array>

#include "conformance/json_reader.h"

namespace mmapck::conformance {

namespace {

std::map<std::string, std::string> read_texts(const JsonReader& object) {
    std::map<std::string, std::string> texts;
    for (const auto& [key, value] : object.members()) texts[key] = value.text();
    return texts;
}

std::string optional_text(const JsonReader& object, std::string_view key) { return object.has(key) ? object[key].text() : ""; }

OperationRow read_operation(const JsonReader& object) {
    OperationRow row{object["op"].text(), object["site"].text(), std::nullopt, optional_text(object, "passes"), optional_text(object, "fails")};
    if (object.has("error")) row.error = object["error"].integer();
    return row;
}

/// A row of the file may hold several occasions of one function.
void read_step(const JsonReader& object, std::vector<StepRow>& rows) {
    static constexpr std::array whole{std::pair{"entered", Occasion::entered}, std::pair{"returns", Occasion::returns},
                                      std::pair{"passes", Occasion::passes}, std::pair{"fails", Occasion::fails}};
    static constexpr std::array part{std::pair{"stores", Occasion::stores}, std::pair{"tells", Occasion::tells}};
    const std::size_t before = rows.size();
    const std::string function = object["function"].text();
    for (const auto& [key, occasion] : whole)
        if (object.has(key)) rows.push_back({function, occasion, "", object[key].text()});
    for (const auto& [key, occasion] : part)
        if (object.has(key)) rows.push_back({function, occasion, object[key].text(), object["step"].text()});
    if (rows.size() == before) object.fail("expected one of 'entered', 'returns', 'passes', 'fails', 'stores' and 'tells'");
}

}  // namespace

Read<Table> read_table(const std::string& path) {
    Read<Table> read;
    std::string text;
    if (!read_file(path, text)) return {{}, path + ": cannot be read"};
    read.error = read_json(path, text, [&](const JsonReader& document) {
        Table& table = read.value;
        table.kernels = read_texts(document["kernels"]);
        for (const JsonReader& operation : document["operations"].items()) table.operations.push_back(read_operation(operation));
        for (const JsonReader& step : document["steps"].items()) read_step(step, table.steps);
        table.checks = read_texts(document["checks"]);
        table.violations = read_texts(document["violations"]);
        table.ownerless = document["ownerless"].texts();
    });
    return read;
}

std::string kernel_of(const Table& table, const std::string& version) {
    std::string_view best_prefix, best;
    for (const auto& [prefix, kernel] : table.kernels) {
        const bool begins = version.rfind(prefix, 0) == 0;
        const bool ends_there = begins && (version.size() == prefix.size() || version[prefix.size()] == '.' || version[prefix.size()] == '-');
        if (ends_there && prefix.size() >= best_prefix.size()) {
            best_prefix = prefix;
            best = kernel;
        }
    }
    return std::string(best);
}

}  // namespace mmapck::conformance

// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <set>

#include "model/scenario/keys.h"

using mmapck::scenario::Key;
using mmapck::scenario::Shape;
using nlohmann::json;

namespace {

json schema() { return json::parse(std::ifstream(MMAPCK_SOURCE_DIR "/scenarios/schema/scenario.schema.json")); }

}  // namespace

TEST_CASE("the schema has each key of the loader, with the same limits") {
    const json defs = schema().at("$defs");
    for (const Key& key : mmapck::scenario::keys()) {
        INFO(std::string(key.object) << " " << std::string(key.name));
        REQUIRE(defs.contains(std::string(key.object)));
        const json& object = defs.at(std::string(key.object));
        CHECK(object.at("additionalProperties") == false);
        REQUIRE(object.at("properties").contains(std::string(key.name)));
        const json& property = object.at("properties").at(std::string(key.name));
        CHECK(property.contains("description"));
        const json required = object.value("required", json::array());
        CHECK(key.required == (std::find(required.begin(), required.end(), std::string(key.name)) != required.end()));
        if (key.shape == Shape::integer) {
            CHECK(property.at("minimum") == key.low);
            CHECK(property.at("maximum") == key.high);
        }
    }
}

TEST_CASE("the loader has each key of the schema") {
    std::set<std::pair<std::string, std::string>> known;
    for (const Key& key : mmapck::scenario::keys()) known.emplace(key.object, key.name);
    std::size_t seen = 0;
    const json defs = schema().at("$defs");
    for (const auto& [object, definition] : defs.items()) {
        const json properties = definition.value("properties", json::object());
        for (const auto& [name, property] : properties.items()) {
            const std::string key = object + " " + name;
            INFO(key);
            CHECK(known.count({object, name}) == 1);
            ++seen;
        }
    }
    CHECK(seen == known.size());
}

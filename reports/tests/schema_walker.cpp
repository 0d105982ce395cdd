// SPDX-License-Identifier: Apache-2.0
#include "reports/tests/schema_walker.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <regex>
#include <set>
#include <stdexcept>

namespace mmapck::reports::tests {

using nlohmann::json;

namespace {

class Walker {
  public:
    explicit Walker(const json& root) : root_(root) {}

    std::string visit(const json& schema, const json& value, const std::string& at) const {
        if (schema.contains("$ref")) {
            return visit(root_.at(json::json_pointer(schema["$ref"].get<std::string>().substr(1))), value, at);
        }
        for (const auto& [keyword, wanted] : schema.items()) {
            if (std::string wrong = apply(keyword, wanted, value, at); !wrong.empty()) {
                return wrong;
            }
        }
        return value.is_object() ? members(schema, value, at) : "";
    }

  private:
    static bool has_type(const json& value, const std::string& type) {
        return (type == "object" && value.is_object()) || (type == "array" && value.is_array()) ||
               (type == "string" && value.is_string()) || (type == "boolean" && value.is_boolean()) ||
               (type == "integer" && value.is_number_integer()) || (type == "null" && value.is_null());
    }

    static bool has_one_of_types(const json& value, const json& types) {
        return types.is_string() ? has_type(value, types)
                                 : std::any_of(types.begin(), types.end(), [&](const json& type) {
                                       return has_type(value, type.get<std::string>());
                                   });
    }

    std::string apply(const std::string& keyword, const json& wanted, const json& value, const std::string& at) const {
        static const std::set<std::string> silent{"$schema", "$id", "title", "description", "definitions",
                                                  "properties", "additionalProperties"};
        const std::string wrong = at + ": " + keyword;
        if (silent.count(keyword) != 0) return "";
        if (keyword == "type") return has_one_of_types(value, wanted) ? "" : wrong;
        if (keyword == "const") return value == wanted ? "" : wrong;
        if (keyword == "enum") return std::find(wanted.begin(), wanted.end(), value) != wanted.end() ? "" : wrong;
        if (keyword == "minimum") return value >= wanted ? "" : wrong;
        if (keyword == "maximum") return value <= wanted ? "" : wrong;
        if (keyword == "minItems") return value.size() >= wanted.get<std::size_t>() ? "" : wrong;
        if (keyword == "maxItems") return value.size() <= wanted.get<std::size_t>() ? "" : wrong;
        if (keyword == "maxLength") return value.get<std::string>().size() <= wanted.get<std::size_t>() ? "" : wrong;
        if (keyword == "pattern") {
            return std::regex_search(value.get<std::string>(), std::regex(wanted.get<std::string>())) ? "" : wrong;
        }
        if (keyword == "required") {
            for (const json& key : wanted) {
                if (value.is_object() && !value.contains(key.get<std::string>())) return wrong + " " + key.dump();
            }
            return "";
        }
        if (keyword == "items") {
            for (std::size_t i = 0; i < value.size(); ++i) {
                if (std::string inner = visit(wanted, value[i], at + "/" + std::to_string(i)); !inner.empty()) return inner;
            }
            return "";
        }
        if (keyword == "oneOf") {
            const auto fits = std::count_if(wanted.begin(), wanted.end(),
                                            [&](const json& one) { return visit(one, value, at).empty(); });
            return fits == 1 ? "" : wrong;
        }
        throw std::invalid_argument("unknown keyword " + keyword);
    }

    std::string members(const json& schema, const json& value, const std::string& at) const {
        if (!schema.contains("properties") && !schema.contains("additionalProperties")) return "";
        const json none = json::object();
        const json& known = schema.contains("properties") ? schema["properties"] : none;
        for (const auto& [key, member] : value.items()) {
            const std::string there = at + "/" + key;
            const bool others = schema.contains("additionalProperties") && schema["additionalProperties"].is_object();
            if (!known.contains(key) && !others) return there + ": unknown key";
            const json& inner = known.contains(key) ? known[key] : schema["additionalProperties"];
            if (std::string wrong = visit(inner, member, there); !wrong.empty()) return wrong;
        }
        return "";
    }

    const json& root_;
};

}  // namespace

std::string mismatch(const json& schema, const json& document) { return Walker(schema).visit(schema, document, ""); }

}  // namespace mmapck::reports::tests

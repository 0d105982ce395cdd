// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <limits>
#include <string_view>

#include "model/scenario/reader.h"
#include "reports/trace_file.h"

namespace mmapck::reports {

using scenario::Findings;
using scenario::json::Kind;
using scenario::json::Value;

namespace {

/// One object of the file: hands out its members by name and says what is wrong with them.
class Object {
  public:
    Object(Findings& findings, const Value& value) : findings_(findings), value_(value) {
        if (value.kind != Kind::object) {
            findings.error(value.place, std::string("expected an object, found ") + scenario::json::name(value.kind));
        }
    }

    /// The member, if it is there once and of that kind; null otherwise. All kinds but `required` ones may be missing.
    const Value* get(const char* key, Kind kind, bool required = true) {
        known_.push_back(key);
        const Value* found = nullptr;
        for (const scenario::json::Member& member : value_.members) {
            if (member.key.text != key) {
                continue;
            }
            if (found != nullptr) {
                findings_.error(member.key.place, "'" + member.key.text + "' is here twice");
            }
            found = &member.value;
        }
        if (found == nullptr) {
            if (required && value_.kind == Kind::object) {
                findings_.error(value_.place, "the key '" + std::string(key) + "' is missing here");
            }
            return nullptr;
        }
        if (found->kind != kind) {
            findings_.error(found->place, "expected " + std::string(scenario::json::name(kind)) + ", found " +
                                              scenario::json::name(found->kind));
            return nullptr;
        }
        return found;
    }

    void get(const char* key, std::string& target, bool required = true) {
        if (const Value* value = get(key, Kind::string, required)) {
            target = value->string;
        }
    }

    void get(const char* key, bool& target) {
        if (const Value* value = get(key, Kind::boolean)) {
            target = value->boolean;
        }
    }

    void get(const char* key, std::uint32_t& target) {
        const Value* value = get(key, Kind::integer);
        if (value == nullptr) {
            return;
        }
        if (value->integer < 0 || value->integer > std::numeric_limits<std::uint32_t>::max()) {
            findings_.error(value->place, "expected an integer from 0 to 4294967295, found " + std::to_string(value->integer));
            return;
        }
        target = static_cast<std::uint32_t>(value->integer);
    }

    void get(const char* key, std::vector<std::string>& target, bool required = true) {
        const Value* value = get(key, Kind::array, required);
        for (std::size_t i = 0; value != nullptr && i < value->items.size(); ++i) {
            if (value->items[i].kind == Kind::string) {
                target.push_back(value->items[i].string);
            } else {
                findings_.error(value->items[i].place, std::string("expected a string, found ") +
                                                           scenario::json::name(value->items[i].kind));
            }
        }
    }

    /// Reports what nobody asked for. To be called last.
    void reject_others() {
        for (const scenario::json::Member& member : value_.members) {
            if (std::find(known_.begin(), known_.end(), member.key.text) == known_.end()) {
                findings_.error(member.key.place, "unknown key '" + member.key.text + "'",
                                scenario::did_you_mean(member.key.text, known_));
            }
        }
    }

  private:
    Findings& findings_;
    const Value& value_;
    std::vector<std::string> known_;
};

bool is_this_format(Findings& findings, const Value& root) {
    Object object(findings, root);
    const Value* format = object.get("format", Kind::string);
    const Value* version = object.get("version", Kind::integer);
    if (format != nullptr && format->string != "mmapck-trace") {
        findings.error(format->place, "expected 'mmapck-trace', found '" + format->string + "'",
                       "give the .trace.json file that a run wrote");
    } else if (version != nullptr && version->integer != trace_version) {
        findings.error(version->place,
                       "this trace has version " + std::to_string(version->integer) + "; only version " +
                           std::to_string(trace_version) + " can be read",
                       "record it again with this mmapck");
    }
    return findings.empty();
}

void read_passes(Findings& findings, const Value& value, TraceOrigin& origin) {
    Object object(findings, value);
    object.get("optimized", origin.optimized);
    object.get("fold_constants", origin.passes.fold_constants);
    object.get("cut_unreachable", origin.passes.cut_unreachable);
    object.get("reset_dead", origin.passes.reset_dead);
    object.get("fuse_local_steps", origin.passes.fuse_local_steps);
    object.get("narrow_domains", origin.passes.narrow_domains);
    object.reject_others();
}

void read_faults(Findings& findings, const Value& value, lang::FaultSelection& faults) {
    Object object(findings, value);
    object.get("at_most", faults.at_most);
    object.get("sites", faults.sites);
    object.get("classes", faults.classes);
    object.get("except", faults.except_sites);
    object.reject_others();
}

void read_violation(Findings& findings, const Value& value, TraceFile& trace) {
    Object object(findings, value);
    object.get("kind", trace.kind);
    object.get("words", trace.words);
    object.get("invariant", trace.invariant, false);
    object.get("task", trace.task, false);
    object.get("within_step", trace.within_step);
    object.get("cycle", trace.cycle, false);
    object.reject_others();
}

TraceStep read_step(Findings& findings, const Value& value) {
    TraceStep step;
    Object object(findings, value);
    object.get("task", step.task);
    object.get("move", step.begins_move);
    object.get("way", step.way);
    if (const Value* choice = object.get("choice", Kind::integer, false)) {
        step.choice = choice->integer;
    }
    object.get("text", step.text);
    object.get("at", step.where, false);
    object.reject_others();
    return step;
}

void read_root(Findings& findings, const Value& root, TraceFile& trace) {
    Object object(findings, root);
    object.get("format", Kind::string);
    object.get("version", Kind::integer);
    object.get("scenario", trace.origin.scenario);
    object.get("variant", trace.origin.variant);
    if (const Value* value = object.get("faults", Kind::object)) {
        read_faults(findings, *value, trace.origin.faults);
    }
    if (const Value* value = object.get("passes", Kind::object)) {
        read_passes(findings, *value, trace.origin);
    }
    object.get("fingerprint", trace.fingerprint);
    if (const Value* value = object.get("violation", Kind::object)) {
        read_violation(findings, *value, trace);
    }
    if (const Value* value = object.get("steps", Kind::array)) {
        for (const Value& item : value->items) {
            trace.steps.push_back(read_step(findings, item));
        }
    }
    object.reject_others();
}

}  // namespace

ReadTrace read_trace(const std::string& path, const std::string& text) {
    ReadTrace result;
    scenario::json::Parsed parsed = scenario::json::parse(path, text);
    if (!parsed.value) {
        result.diagnostics = std::move(parsed.diagnostics);
        return result;
    }
    Findings findings(path, text);
    TraceFile trace;
    if (is_this_format(findings, *parsed.value)) {
        read_root(findings, *parsed.value, trace);
    }
    if (findings.empty()) {
        result.trace = std::move(trace);
    }
    result.diagnostics = findings.take();
    return result;
}

}  // namespace mmapck::reports

// SPDX-License-Identifier: Apache-2.0
#include "cli/cache.h"

#include <filesystem>

#include "cli/inputs.h"
#include "cli/limits.h"
#include "cli/traces.h"
#include "reports/digest.h"
#include "reports/file.h"

namespace mmapck::cli {

namespace {

/// Texts, one behind the other, so that none can be taken for a part of another.
class Parts {
  public:
    void add(const std::string& part) { text_ += std::to_string(part.size()) + ":" + part; }
    void add_file(const std::string& path) {
        add(path);
        add(reports::digest(reports::read_file(path).content));
    }
    std::string digest() const { return reports::digest(text_); }

  private:
    std::string text_;
};

std::string text_of(const Options& options) {
    const program::Passes& p = options.passes;
    std::string text;
    for (const bool on : {p.fold_constants, p.cut_unreachable, p.reset_dead, p.fuse_local_steps, p.narrow_domains, options.limits.lock_order, options.stubborn_sets, options.symmetry}) text += on ? "1" : "0";
    const checker::Limits& limits = options.limits;
    for (const std::string& number : {std::to_string(int(options.engine)), std::to_string(limits.max_seconds), std::to_string(limits.max_violations),
                                      options.faults ? std::to_string(*options.faults) : std::string("-")})
        text += " " + number;
    for (const program::FaultClass one : options.fault_classes) text += std::string(" ") + program::name(one);
    return text;
}

}  // namespace

Cache::Cache(const Options& options, const scenario::Settings& settings) : options_(options), settings_(settings) {
    Parts parts;
    parts.add_file("/proc/self/exe");
    parts.add(text_of(options));
    parts.add(settings.working_directory);
    for (const std::string& path : model_files(settings.model_directory)) parts.add_file(path);
    common_ = parts.digest();
}

std::string Cache::key(const Subject& subject) const {
    const std::optional<std::vector<std::string>> inputs = inputs_of(*subject.scenario, settings_);
    if (!inputs) return "";
    Parts parts;
    parts.add(common_);
    parts.add(subject.scenario->path);
    parts.add(subject.variant.name());
    const checker::Limits limits = limits_of(options_, *subject.scenario);
    parts.add(std::to_string(limits.max_states));
    parts.add(std::to_string(limits.max_memory_bytes));
    parts.add(scenario::generate(*subject.scenario, subject.variant));
    for (const std::string& path : *inputs) parts.add_file(path);
    return parts.digest();
}

std::string Cache::file(const std::string& key) const { return (std::filesystem::path(options_.cache) / (key + ".json")).string(); }

std::optional<reports::StoredVerdict> Cache::find(const std::string& key) const {
    const reports::FileContent content = reports::read_file(file(key));
    if (key.empty() || !content.error.empty()) return std::nullopt;
    return reports::read_stored_verdict(content.content);
}

void Cache::keep(const std::string& key, const Subject& subject, const program::Program& program, const checker::Verdict& verdict) {
    if (key.empty() || verdict.status == checker::Status::inconclusive) return;
    reports::StoredVerdict stored{verdict, {}};
    stored.verdict.counterexamples.clear();
    for (const checker::Counterexample& counterexample : verdict.counterexamples)
        stored.traces.push_back(reports::record(program, counterexample, origin_of(*subject.scenario, subject.variant, options_)));
    failures_ += reports::write_file(file(key), to_json(stored)).empty() ? 0 : 1;
}

}  // namespace mmapck::cli

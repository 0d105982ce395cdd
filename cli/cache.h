// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <cstddef>
#include <optional>
#include <string>

#include "cli/options.h"
#include "cli/subject.h"
#include "reports/stored_verdict.h"

namespace mmapck::cli {

/// Verdicts of earlier runs in a folder, a file each. The name of a file is a digest of all that the verdict depends on: this program, the model of the
/// kernel, the text made of the scenario, its drivers and what they include, and the options. For any thread.
class Cache {
  public:
    /// `settings` must outlive it. Reads the model and this program once.
    Cache(const Options& options, const scenario::Settings& settings);

    /// The key of a variant; empty where it cannot be told what the verdict depends on.
    std::string key(const Subject& subject) const;

    std::optional<reports::StoredVerdict> find(const std::string& key) const;

    /// Keeps a verdict, unless a budget ended its search.
    void keep(const std::string& key, const Subject& subject, const program::Program& program, const checker::Verdict& verdict);

    /// How many verdicts could not be kept, because the folder cannot be written to.
    std::size_t failures() const { return failures_; }

  private:
    std::string file(const std::string& key) const;

    const Options& options_;
    const scenario::Settings& settings_;
    std::string common_;
    std::atomic<std::size_t> failures_ = 0;
};

}  // namespace mmapck::cli

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "model/tests/temporary_folder.h"

/// A small change of the model that one invariant has to find.
struct Mutant {
    std::string invariant;  ///< name of the violation that is expected
    std::string scenario;   ///< relative to the folder of scenarios; holds without the change
    std::string file;       ///< what is changed, relative to the root of the project
    std::string find;       ///< occurs once in it
    std::string replace;
};

/// All entries of a file such as mutants.json.
std::vector<Mutant> read_mutants(const std::filesystem::path& path);

/// A copy of the model and the scenarios, removed when it goes out of scope.
class WorkingCopy {
  public:
    WorkingCopy();

    std::filesystem::path root() const { return folder_.path(); }
    std::string read(const std::string& file) const { return text_of(folder_.path(file)); }
    void write(const std::string& file, const std::string& text) const;

    /// The whole text of any file.
    static std::string text_of(const std::filesystem::path& path);

  private:
    TemporaryFolder folder_;
};

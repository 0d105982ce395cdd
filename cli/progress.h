// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <iosfwd>
#include <string>

namespace mmapck::cli {

/// One line on a terminal that says how far a search is, and goes away after it.
class Progress {
  public:
    Progress(std::ostream& out, bool shown) : out_(out), shown_(shown) {}
    ~Progress();
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;

    void begin(const std::string& what) { what_ = what; }
    void update(std::uint64_t states, std::uint64_t frontier, std::uint64_t depth);
    void end();

  private:
    std::ostream& out_;
    bool shown_;
    bool drawn_ = false;
    std::string what_;
};

}  // namespace mmapck::cli

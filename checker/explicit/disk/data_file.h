// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

namespace mmapck::checker::explicit_ {

/// A part of a file that was written at once.
struct Extent {
    std::uint64_t offset = 0;
    std::uint64_t bytes = 0;
    std::uint64_t checksum = 0;  ///< XXH3 of its content

    template <class Archive>
    void serialize(Archive& archive) {
        archive(offset, bytes, checksum);
    }
};

/// Called before anything on the disk is changed.
using BeforeChange = std::function<void()>;

/// A file that grows at its end, in extents that are checked when they are read. Everything throws DiskError; what fails has changed nothing.
class DataFile {
  public:
    /// Opens the file; makes it if it is not there.
    DataFile(std::string path, BeforeChange before_change);
    /// A file in a folder that nobody else sees and that is gone when the process is.
    static DataFile temporary(const std::string& folder, BeforeChange before_change);
    DataFile(DataFile&& other) noexcept;
    DataFile& operator=(DataFile&&) = delete;
    ~DataFile();

    std::uint64_t bytes() const { return bytes_; }

    /// Writes the pieces one behind the other.
    Extent append(std::span<const std::span<std::byte>> pieces);

    /// Reads an extent into pieces that have its length together.
    void read(const Extent& extent, std::span<const std::span<std::byte>> pieces) const;
    /// Reads an extent to no purpose but the check.
    void check(const Extent& extent) const;

    /// What is behind is forgotten.
    void truncate(std::uint64_t bytes);
    /// Returns when all of it is on the disk.
    void sync();

  private:
    DataFile(std::string path, int descriptor, BeforeChange before_change);
    [[noreturn]] void fail(const char* what) const;
    void read_at(std::uint64_t offset, std::span<std::byte> piece) const;

    std::string path_;
    int descriptor_ = -1;
    std::uint64_t bytes_ = 0;
    BeforeChange before_change_;
};

}  // namespace mmapck::checker::explicit_

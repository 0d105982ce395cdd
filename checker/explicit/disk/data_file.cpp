// SPDX-License-Identifier: Apache-2.0
#include "checker/explicit/disk/data_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xxhash.h>

#include <algorithm>
#include <cerrno>
#include <memory>
#include <system_error>
#include <utility>

#include "checker/explicit/disk/disk_error.h"

namespace mmapck::checker::explicit_ {

namespace {

constexpr std::size_t most_at_once = std::size_t{1} << 20;  // bytes of one write

std::string why(int error) { return std::generic_category().message(error); }

class Checksum {
  public:
    Checksum() { XXH3_64bits_reset(&state_); }
    void add(std::span<const std::byte> piece) { XXH3_64bits_update(&state_, piece.data(), piece.size()); }
    std::uint64_t value() const { return XXH3_64bits_digest(&state_); }

  private:
    XXH3_state_t state_;
};

}  // namespace

DataFile::DataFile(std::string path, int descriptor, BeforeChange before_change)
    : path_(std::move(path)), descriptor_(descriptor), before_change_(std::move(before_change)) {
    struct stat status {};
    if (descriptor_ < 0) fail("cannot open ");
    if (fstat(descriptor_, &status) == 0) bytes_ = static_cast<std::uint64_t>(status.st_size);
}

DataFile::DataFile(std::string path, BeforeChange before_change)
    : DataFile(path, ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666), std::move(before_change)) {}

DataFile DataFile::temporary(const std::string& folder, BeforeChange before_change) {
    std::string path = folder + "/mmapck-spill.XXXXXX";
    const int descriptor = mkostemp(path.data(), O_CLOEXEC);
    if (descriptor >= 0) unlink(path.c_str());
    return DataFile(path, descriptor, std::move(before_change));
}

DataFile::DataFile(DataFile&& other) noexcept
    : path_(std::move(other.path_)), descriptor_(std::exchange(other.descriptor_, -1)), bytes_(other.bytes_), before_change_(std::move(other.before_change_)) {}

DataFile::~DataFile() {
    if (descriptor_ >= 0) close(descriptor_);
}

void DataFile::fail(const char* what) const { throw DiskError(what + path_ + ": " + why(errno)); }

Extent DataFile::append(std::span<const std::span<std::byte>> pieces) {
    Extent extent{bytes_, 0, 0};
    Checksum checksum;
    for (std::span<std::byte> piece : pieces) {
        while (!piece.empty()) {
            if (before_change_) before_change_();
            const std::span<std::byte> next = piece.first(std::min(piece.size(), most_at_once));
            const ssize_t written = pwrite(descriptor_, next.data(), next.size(), static_cast<off_t>(bytes_ + extent.bytes));
            if (written < 0 && errno == EINTR) continue;
            if (written < 0) fail("cannot write to ");
            const auto count = static_cast<std::size_t>(written);
            checksum.add(next.first(count));
            extent.bytes += count;
            piece = piece.subspan(count);
        }
    }
    extent.checksum = checksum.value();
    bytes_ += extent.bytes;
    return extent;
}

void DataFile::read_at(std::uint64_t offset, std::span<std::byte> piece) const {
    while (!piece.empty()) {
        const ssize_t count = pread(descriptor_, piece.data(), piece.size(), static_cast<off_t>(offset));
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) fail("cannot read ");
        if (count == 0) throw DiskError(path_ + " is cut short");
        offset += static_cast<std::uint64_t>(count);
        piece = piece.subspan(static_cast<std::size_t>(count));
    }
}

void DataFile::read(const Extent& extent, std::span<const std::span<std::byte>> pieces) const {
    Checksum checksum;
    std::uint64_t offset = extent.offset;
    for (const std::span<std::byte> piece : pieces) {
        read_at(offset, piece);
        checksum.add(piece);
        offset += piece.size();
    }
    if (offset - extent.offset != extent.bytes || checksum.value() != extent.checksum) throw DiskError(path_ + " does not hold what was written to it");
}

void DataFile::check(const Extent& extent) const {
    const auto buffer = std::make_unique<std::byte[]>(most_at_once);
    Checksum checksum;
    for (std::uint64_t done = 0; done < extent.bytes;) {
        const std::span<std::byte> piece(buffer.get(), std::min<std::uint64_t>(extent.bytes - done, most_at_once));
        read_at(extent.offset + done, piece);
        checksum.add(piece);
        done += piece.size();
    }
    if (checksum.value() != extent.checksum) throw DiskError(path_ + " does not hold what was written to it");
}

void DataFile::truncate(std::uint64_t bytes) {
    if (before_change_) before_change_();
    if (ftruncate(descriptor_, static_cast<off_t>(bytes)) != 0) fail("cannot cut ");
    bytes_ = bytes;
}

void DataFile::sync() {
    if (before_change_) before_change_();
    if (fdatasync(descriptor_) != 0) fail("cannot write to ");
}

}  // namespace mmapck::checker::explicit_

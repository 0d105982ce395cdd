// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <cstring>
#include <map>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "checker/explicit/disk/disk_error.h"

namespace mmapck::checker::explicit_ {

/// Plain data to bytes and back. What belongs to a type is said once, for both directions: by a member archive(Archive&) that hands over its fields.
template <class T>
concept Scalar = std::is_arithmetic_v<T> || std::is_enum_v<T>;

class ArchiveWriter {
  public:
    template <class... T>
    void operator()(const T&... values) {
        (put(values), ...);
    }
    const std::string& bytes() const { return bytes_; }

  private:
    template <class T>
    void put(const T& value) {
        if constexpr (Scalar<T>) bytes_.append(reinterpret_cast<const char*>(&value), sizeof value);
        else const_cast<T&>(value).archive(*this);  // a writer changes nothing
    }
    void put(const std::string& text) {
        put(std::uint64_t{text.size()});
        bytes_ += text;
    }
    template <class T>
    void put(const std::vector<T>& values) {
        put(std::uint64_t{values.size()});
        for (const T& value : values) put(value);
    }
    template <class A, class B>
    void put(const std::pair<A, B>& pair) {
        put(pair.first);
        put(pair.second);
    }
    template <class Key, class Value>
    void put(const std::map<Key, Value>& values) {
        put(std::uint64_t{values.size()});
        for (const auto& value : values) put(value);
    }

    std::string bytes_;
};

/// Throws DiskError where the bytes end too early.
class ArchiveReader {
  public:
    /// `bytes` must outlive it.
    explicit ArchiveReader(const std::string& bytes) : bytes_(bytes) {}

    template <class... T>
    void operator()(T&... values) {
        (get(values), ...);
    }
    bool at_end() const { return position_ == bytes_.size(); }

  private:
    const char* take(std::uint64_t count) {
        if (count > bytes_.size() - position_) throw DiskError("is cut short");
        position_ += count;
        return bytes_.data() + position_ - count;
    }
    std::uint64_t size() {
        std::uint64_t size = 0;
        get(size);
        return size;
    }
    template <class T>
    void get(T& value) {
        if constexpr (Scalar<T>) std::memcpy(&value, take(sizeof value), sizeof value);
        else value.archive(*this);
    }
    void get(std::string& text) {
        const std::uint64_t count = size();
        text.assign(take(count), count);
    }
    template <class T>
    void get(std::vector<T>& values) {
        values.clear();
        for (std::uint64_t left = size(); left != 0; --left) get(values.emplace_back());
    }
    template <class A, class B>
    void get(std::pair<A, B>& pair) {
        get(pair.first);
        get(pair.second);
    }
    template <class Key, class Value>
    void get(std::map<Key, Value>& values) {
        values.clear();
        for (std::uint64_t left = size(); left != 0; --left) {
            std::pair<Key, Value> value;
            get(value);
            values.insert(std::move(value));
        }
    }

    const std::string& bytes_;
    std::uint64_t position_ = 0;
};

}  // namespace mmapck::checker::explicit_

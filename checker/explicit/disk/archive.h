// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cereal/archives/binary.hpp>
#include <cereal/types/map.hpp>
#include <cereal/types/string.hpp>
#include <cereal/types/utility.hpp>
#include <cereal/types/vector.hpp>

#include <sstream>
#include <string>
#include <utility>

#include "checker/explicit/disk/disk_error.h"
#include "checker/serialize.h"

/// Plain data to bytes and back, by cereal, which is large: for source files alone.
namespace mmapck::checker::explicit_ {

/// `write` hands over to an archive what is to be written.
template <class Write>
std::string to_bytes(Write write) {
    std::ostringstream out;
    cereal::BinaryOutputArchive archive(out);
    write(archive);
    return std::move(out).str();
}

/// `read` takes it from an archive. Throws DiskError where the bytes end too early.
template <class Read>
void from_bytes(const std::string& bytes, Read read) {
    std::istringstream in(bytes);
    cereal::BinaryInputArchive archive(in);
    try {
        read(archive);
    } catch (const cereal::Exception&) {
        throw DiskError("is cut short");
    }
}

}  // namespace mmapck::checker::explicit_

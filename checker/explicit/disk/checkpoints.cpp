// SPDX-License-Identifier: Apache-2.0
#include "checker/explicit/disk/checkpoints.h"

#include <xxhash.h>

#include <algorithm>
#include <filesystem>
#include <system_error>

#include "checker/explicit/disk/archive.h"
#include "checker/explicit/disk/disk_error.h"
#include "checker/explicit/disk/whole_file.h"

namespace mmapck::checker::explicit_ {

namespace {

const std::string head_begins = "mmapck checkpoint, form 1\n";

std::uint64_t checksum(const std::string& bytes) { return XXH3_64bits(bytes.data(), bytes.size()); }

}  // namespace

Checkpoints::Checkpoints(std::string folder, Identity identity, BeforeChange before_change)
    : folder_(std::move(folder)), identity_(std::move(identity)), before_change_(std::move(before_change)) {}

/// The data file. If no checkpoint was loaded, what is there belongs to none.
DataFile& Checkpoints::open() {
    if (data_) return *data_;
    make_folder(folder_);
    remove_file(path("head"), before_change_);
    remove_file(path("head.previous"), before_change_);
    data_.emplace(path("data"), before_change_);
    data_->truncate(0);
    return *data_;
}

void Checkpoints::save(const std::vector<Rows*>& rows, FaultLayers& layers, const std::string& state) {
    DataFile& data = open();
    const std::uint64_t before = data.bytes();
    FaultLayers::OnDisk waiting;
    try {
        Head head{identity_, 0, saved_, {}, state};
        head.rows.resize(rows.size());
        for (std::size_t i = 0; i < rows.size(); ++i) {
            if (rows[i]->size() == head.rows[i].rows) continue;
            head.rows[i].extents.push_back(data.append(rows[i]->pieces_from(head.rows[i].rows)));
            head.rows[i].rows = rows[i]->size();
        }
        head.waiting = layers.write(data);
        head.data_bytes = data.bytes();
        data.sync();
        write(head);
        saved_ = std::move(head.rows);
        waiting = std::move(head.waiting);
    } catch (const DiskError&) {
        try {
            data.truncate(before);
        } catch (const DiskError&) {  // what is behind is written over by the next
        }
        throw;
    }
    layers.move_to_disk(waiting, data);
    sync_folder(folder_);  // only now, since the checkpoint is there even if this fails
}

void Checkpoints::write(const Head& head) {
    const std::string content = head_begins + to_bytes([&](auto& archive) { archive(head); });
    const std::string end = to_bytes([&](auto& archive) { archive(checksum(content)); });
    write_whole(path("head.new"), content + end, before_change_);
    std::error_code error;
    if (std::filesystem::exists(path("head"), error)) rename_file(path("head"), path("head.previous"), before_change_);
    rename_file(path("head.new"), path("head"), before_change_);
}

/// Nothing if there is no such file.
std::optional<Checkpoints::Head> Checkpoints::read(const std::string& path) const {
    const std::optional<std::string> file = read_whole(path);
    if (!file) return std::nullopt;
    constexpr std::size_t end_bytes = sizeof(std::uint64_t);
    if (file->size() < head_begins.size() + end_bytes) throw DiskError(path + " is cut short");
    if (!file->starts_with(head_begins)) throw DiskError(path + " is no checkpoint of this version");
    const std::string end = file->substr(file->size() - end_bytes);
    std::uint64_t expected = 0;
    from_bytes(end, [&](auto& archive) { archive(expected); });
    if (checksum(file->substr(0, file->size() - end_bytes)) != expected) throw DiskError(path + " does not hold what was written to it");
    const std::string content = file->substr(head_begins.size(), file->size() - head_begins.size() - end_bytes);
    Head head;
    from_bytes(content, [&](auto& archive) { archive(head); });
    return head;
}

void Checkpoints::check_identity(const Head& head) const {
    std::string different;
    for (const auto& [name, here] : identity_) {
        const auto there = std::find_if(head.identity.begin(), head.identity.end(), [&, wanted = name](const auto& entry) { return entry.first == wanted; });
        const std::string value = there == head.identity.end() ? "not said" : there->second;
        if (value != here) different += (different.empty() ? "" : "; ") + name + ": " + value + " there, " + here + " here";
    }
    if (!different.empty()) throw OtherSearch("the checkpoint in " + folder_ + " is of another search: " + different);
}

/// The last head of which all extents are as they were written. If that is not the last one, it is from now on.
std::optional<Checkpoints::Head> Checkpoints::sound_head(std::string& damage) {
    for (const char* name : {"head", "head.previous"}) {
        try {
            std::optional<Head> head = read(path(name));
            if (!head) continue;
            check_identity(*head);
            const DataFile data(path("data"), before_change_);
            for (const SavedRows& rows : head->rows)
                for (const Extent& extent : rows.extents) data.check(extent);
            for (const auto& [cost, extents] : head->waiting)
                for (const Extent& extent : extents) data.check(extent);
            if (name != std::string("head")) rename_file(path(name), path("head"), before_change_);
            return head;
        } catch (const DiskError& error) {
            damage += (damage.empty() ? "" : "; ") + std::string(name) + ": " + error.what();
        }
    }
    if (!damage.empty()) throw DiskError("no checkpoint in " + folder_ + " can be used: " + damage);
    return std::nullopt;
}

std::optional<std::string> Checkpoints::load(const std::vector<Rows*>& rows, FaultLayers& layers, std::string& damage) {
    std::optional<Head> head = sound_head(damage);
    if (!head) return std::nullopt;
    data_.emplace(path("data"), before_change_);
    data_->truncate(head->data_bytes);
    for (std::size_t i = 0; i < rows.size(); ++i)
        for (const Extent& extent : head->rows[i].extents) {
            const std::uint64_t first = rows[i]->size();
            rows[i]->extend(extent.bytes / rows[i]->bytes_per_row());
            data_->read(extent, rows[i]->pieces_from(first));
        }
    layers.move_to_disk(head->waiting, *data_);
    saved_ = std::move(head->rows);
    return std::move(head->state);
}

}  // namespace mmapck::checker::explicit_

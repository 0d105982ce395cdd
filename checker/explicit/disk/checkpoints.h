// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "checker/explicit/disk/data_file.h"
#include "checker/explicit/fault_layers.h"
#include "checker/explicit/rows.h"

namespace mmapck::checker::explicit_ {

/// What a checkpoint is of: names and values, all of which have to be the same for a search that goes on from it.
using Identity = std::vector<std::pair<std::string, std::string>>;

/// A checkpoint that there is, but not of this search. `what()` names what differs.
struct OtherSearch : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// The checkpoints of one search, in a folder of its own:
///
///     data           rows of states and links, and states that wait, in extents; only ever longer
///     head           the last checkpoint: where its extents are in data, all else that the search knows, and a checksum
///     head.previous  the one before
///
/// A head takes its name when all that it speaks of is on the disk, so whenever the process is killed or the disk is full there is a whole checkpoint
/// (if there ever was one). Where the last one is damaged, the one before it is used: its extents are among those of the last.
class Checkpoints {
  public:
    /// Changes nothing yet.
    Checkpoints(std::string folder, Identity identity, BeforeChange before_change);

    /// Makes a checkpoint: what is new in the rows since the last one, what waits, and `state`. What waits is then on the disk
    /// alone. Throws DiskError; the last checkpoint is then still the last one.
    void save(const std::vector<Rows*>& rows, FaultLayers& layers, const std::string& state);

    /// Goes back to the last checkpoint that is not damaged: fills the rows and layers, which must be empty, and returns the state; nothing if there is none.
    /// Says in `damage` what was wrong with the last one, if it is not that. Throws OtherSearch; DiskError if there is one and all are damaged.
    std::optional<std::string> load(const std::vector<Rows*>& rows, FaultLayers& layers, std::string& damage);

    /// A file for states that wait.
    DataFile& data() { return open(); }

  private:
    struct SavedRows {
        std::uint64_t rows = 0;
        std::vector<Extent> extents;

        template <class Archive>
        void serialize(Archive& archive) {
            archive(rows, extents);
        }
    };
    struct Head {
        Identity identity;
        std::uint64_t data_bytes = 0;
        std::vector<SavedRows> rows;
        FaultLayers::OnDisk waiting;
        std::string state;

        template <class Archive>
        void serialize(Archive& archive) {
            archive(identity, data_bytes, rows, waiting, state);
        }
    };

    std::string path(const char* name) const { return folder_ + "/" + name; }
    DataFile& open();
    void write(const Head& head);
    std::optional<Head> read(const std::string& path) const;
    std::optional<Head> sound_head(std::string& damage);
    void check_identity(const Head& head) const;

    std::string folder_;
    Identity identity_;
    BeforeChange before_change_;
    std::optional<DataFile> data_;
    std::vector<SavedRows> saved_;  // in the last checkpoint
};

}  // namespace mmapck::checker::explicit_

// SPDX-License-Identifier: Apache-2.0
// Ranks over MPI: a module of its own, which is loaded only where mpirun has started the program.
#include "checker/distributed/ranks.h"

#define OMPI_SKIP_MPICXX 1
#include <mpi.h>

#include <algorithm>
#include <cstdlib>
#include <deque>
#include <limits>
#include <utility>

namespace mmapck::checker::distributed {

namespace {

void check(int result) {
    if (result == MPI_SUCCESS) return;
    char text[MPI_MAX_ERROR_STRING];
    int length = 0;
    MPI_Error_string(result, text, &length);
    throw LostRank(std::string(text, static_cast<std::size_t>(length)));
}

int length_of(const Bytes& bytes) {
    if (bytes.size() > static_cast<std::size_t>(std::numeric_limits<int>::max())) throw std::length_error("a message between ranks is longer than 2 GiB");
    return static_cast<int>(bytes.size());
}

class MpiRanks final : public Ranks {
  public:
    MpiRanks() {
        check(MPI_Init(nullptr, nullptr));
        check(MPI_Comm_set_errhandler(MPI_COMM_WORLD, MPI_ERRORS_RETURN));
        int rank = 0, size = 0;
        check(MPI_Comm_rank(MPI_COMM_WORLD, &rank));
        check(MPI_Comm_size(MPI_COMM_WORLD, &size));
        own_ = static_cast<std::uint32_t>(rank);
        size_ = static_cast<std::uint32_t>(size);
    }

    ~MpiRanks() override {
        for (Outgoing& outgoing : outgoing_) MPI_Wait(&outgoing.request, MPI_STATUS_IGNORE);
        MPI_Finalize();
    }

    std::uint32_t own() const override { return own_; }
    std::uint32_t size() const override { return size_; }

    void send(std::uint32_t to, Bytes bytes) override {
        sending();
        Outgoing& outgoing = outgoing_.emplace_back(Outgoing{std::move(bytes), MPI_REQUEST_NULL});
        check(MPI_Isend(outgoing.bytes.data(), length_of(outgoing.bytes), MPI_BYTE, static_cast<int>(to), 0, MPI_COMM_WORLD, &outgoing.request));
    }

    std::optional<Message> receive() override {
        int there = 0, length = 0;
        MPI_Status status;
        MPI_Message matched;
        check(MPI_Improbe(MPI_ANY_SOURCE, 0, MPI_COMM_WORLD, &there, &matched, &status));
        if (there == 0) return std::nullopt;
        check(MPI_Get_count(&status, MPI_BYTE, &length));
        Message message{static_cast<std::uint32_t>(status.MPI_SOURCE), Bytes(static_cast<std::size_t>(length), '\0')};
        check(MPI_Mrecv(message.bytes.data(), length, MPI_BYTE, &matched, MPI_STATUS_IGNORE));
        return message;
    }

    std::size_t sending() override {
        while (!outgoing_.empty()) {
            int sent = 0;
            check(MPI_Test(&outgoing_.front().request, &sent, MPI_STATUS_IGNORE));
            if (sent == 0) break;
            outgoing_.pop_front();
        }
        return outgoing_.size();
    }

    /// Short contributions, which are most, go in one round.
    std::vector<Bytes> gather(const Bytes& own) override {
        constexpr std::size_t room = 120;
        struct Slot {
            std::uint64_t length;
            char bytes[room];
        };
        static_assert(sizeof(Slot) == sizeof(std::uint64_t) + room);
        Slot slot{static_cast<std::uint64_t>(length_of(own)), {}};
        own.copy(slot.bytes, room);
        std::vector<Slot> slots(size_);
        check(MPI_Allgather(&slot, sizeof slot, MPI_BYTE, slots.data(), sizeof slot, MPI_BYTE, MPI_COMM_WORLD));
        std::vector<Bytes> by_rank;
        if (std::all_of(slots.begin(), slots.end(), [](const Slot& one) { return one.length <= room; })) {
            for (const Slot& one : slots) by_rank.emplace_back(one.bytes, one.length);
            return by_rank;
        }
        std::vector<int> lengths, offsets{0};
        for (const Slot& one : slots) {
            lengths.push_back(static_cast<int>(one.length));
            offsets.push_back(offsets.back() + lengths.back());
        }
        Bytes all(static_cast<std::size_t>(offsets.back()), '\0');
        check(MPI_Allgatherv(own.data(), length_of(own), MPI_BYTE, all.data(), lengths.data(), offsets.data(), MPI_BYTE, MPI_COMM_WORLD));
        for (std::uint32_t rank = 0; rank < size_; ++rank)
            by_rank.push_back(all.substr(static_cast<std::size_t>(offsets[rank]), static_cast<std::size_t>(lengths[rank])));
        return by_rank;
    }

    void abandon(int code) override {
        MPI_Abort(MPI_COMM_WORLD, code);
        std::_Exit(code);
    }

  private:
    struct Outgoing {
        Bytes bytes;
        MPI_Request request;
    };

    std::uint32_t own_ = 0, size_ = 1;
    std::deque<Outgoing> outgoing_;   // in order
};

}  // namespace

}  // namespace mmapck::checker::distributed

/// What the program looks for in the module.
extern "C" mmapck::checker::distributed::Ranks* mmapck_open_ranks() { return new mmapck::checker::distributed::MpiRanks; }

// SPDX-License-Identifier: Apache-2.0
#include "checker/verdict.h"

namespace mmapck::checker {

const char* name(Status status) {
    switch (status) {
        case Status::holds: return "holds";
        case Status::violated: return "violated";
        case Status::inconclusive: return "inconclusive";
        case Status::vacuous: return "vacuous";
    }
    return "";
}

}  // namespace mmapck::checker

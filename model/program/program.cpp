// SPDX-License-Identifier: Apache-2.0
#include "model/program/program.h"

namespace mmapck::program {

const char* name(FaultClass fault_class) {
    switch (fault_class) {
        case FaultClass::driver: return "driver";
        case FaultClass::policy: return "policy";
        case FaultClass::limit: return "limit";
        case FaultClass::signal: return "signal";
        case FaultClass::io: return "io";
        case FaultClass::space: return "space";
        case FaultClass::alloc_may_fail: return "alloc-may-fail";
        case FaultClass::alloc_theoretical: return "alloc-theoretical";
    }
    return "";
}

const char* name(Moment moment) {
    switch (moment) {
        case Moment::every_step: return "every-step";
        case Moment::at_return: return "at-return";
        case Moment::quiescence: return "quiescence";
        case Moment::end: return "end";
    }
    return "";
}

}  // namespace mmapck::program

// SPDX-License-Identifier: Apache-2.0
#include "model/scenario/keys.h"

namespace mmapck::scenario {

const std::vector<Key>& keys() {
    static const std::vector<Key> table = {
        {"scenario", "$schema", Shape::text},
        {"scenario", "scenario", Shape::text, true},
        {"scenario", "about", Shape::text},
        {"scenario", "kernel", Shape::text_or_texts, true},
        {"scenario", "seal", Shape::text_or_texts},
        {"scenario", "promise", Shape::text},
        {"scenario", "drivers", Shape::texts},
        {"scenario", "files", Shape::map},
        {"scenario", "processes", Shape::map, true},
        {"scenario", "choose", Shape::map},
        {"scenario", "inputs", Shape::map},
        {"scenario", "setup", Shape::list},
        {"scenario", "tasks", Shape::map, true},
        {"scenario", "faults", Shape::other},
        {"scenario", "bounds", Shape::map},
        {"scenario", "limits", Shape::object},
        {"scenario", "check", Shape::other},
        {"scenario", "expect", Shape::other},

        {"file", "driver", Shape::text, true},
        {"file", "pages", Shape::integer, true, 1, 64},
        {"file", "mode", Shape::text},
        {"file", "extents", Shape::texts},

        {"process", "pages", Shape::integer, true, 1, 31},
        {"process", "vmas", Shape::list},

        {"task", "process", Shape::text},
        {"task", "run", Shape::list, true},
        {"task", "loop", Shape::boolean},

        {"any_of", "any_of", Shape::list, true},

        {"loop", "loop", Shape::integer, true, 1, 64},
        {"loop", "run", Shape::list, true},

        {"range", "from", Shape::integer, true, -4096, 4096},
        {"range", "to", Shape::integer, true, -4096, 4096},

        {"input", "bits", Shape::integer, false, 1, 64},
        {"input", "where", Shape::text_or_texts},

        {"faults", "at_most", Shape::integer, true, 0, 16},
        {"faults", "sites", Shape::texts},
        {"faults", "classes", Shape::texts},
        {"faults", "except", Shape::texts},

        {"limits", "states", Shape::integer, false, 1, most_states},
        {"limits", "bytes", Shape::integer, false, 1, most_bytes},

        {"violation", "violates", Shape::text_or_texts, true},
    };
    return table;
}

}  // namespace mmapck::scenario

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <string_view>

namespace mmapck::program::kind {

/// The invariants that the compiler makes for a driver whose file has none of its own: at the end, when every process has exited and every file is
/// closed, nothing is left.
inline constexpr std::string_view driver_reference_left = "driver-reference-left";
inline constexpr std::string_view driver_charge_left = "driver-charge-left";
inline constexpr std::string_view driver_obligation_left = "driver-obligation-left";
inline constexpr std::string_view driver_object_left = "driver-object-left";

inline constexpr std::array of_drivers{driver_reference_left, driver_charge_left, driver_obligation_left, driver_object_left};

}  // namespace mmapck::program::kind

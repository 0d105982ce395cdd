# SPDX-License-Identifier: Apache-2.0
# Headers that nearly every file includes, compiled once for all rooms. Each file still includes what it uses:
# -DCMAKE_DISABLE_PRECOMPILE_HEADERS=ON builds without.
add_library(mmapck_precompiled OBJECT ${PROJECT_SOURCE_DIR}/cmake/precompiled.cpp)
target_precompile_headers(mmapck_precompiled PRIVATE
  <algorithm> <array> <cstdint> <filesystem> <fstream> <functional> <iostream> <map> <memory> <optional> <set> <sstream> <string>
  <string_view> <unordered_map> <utility> <vector>)

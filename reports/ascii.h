// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "checker/counted.h"

/// Text that any terminal, log and editor shows alike.
namespace mmapck::reports {

/// Printable ASCII: each run of blanks, tabs and line ends becomes one blank, every other byte outside
/// 0x20..0x7e becomes \xNN.
std::string printable(std::string_view text);

/// At most `width` characters (width >= 5): the middle of a longer text gives way to "...".
std::string cut_middle(std::string_view text, std::size_t width);

/// At most `width` characters (width >= 5): the end of a longer text gives way to "...".
std::string cut_end(std::string_view text, std::size_t width);

/// A path, perhaps with ":line", in at most `width` characters (width >= 5): leading folders give way to ".../", then as cut_middle().
std::string cut_path(std::string_view path, std::size_t width);

/// A path as reports name it: printable, without a leading "./".
std::string shown_path(std::string_view path);

/// The text, filled with blanks to `width` characters if it is shorter.
std::string padded(std::string_view text, std::size_t width);

/// Lines of at most `width` characters, broken at blanks; a longer word is cut in the middle.
std::vector<std::string> wrapped(std::string_view text, std::size_t width);

/// A text of a terminal that shows 80 columns: broken at blanks, the lines after the first one `indent` columns further right. Nothing is cut: a path or another word that is too
/// long stands as it is. Blanks in a row are kept where there is no break.
std::string folded(std::string_view text, std::size_t indent);

using checker::counted;

}  // namespace mmapck::reports

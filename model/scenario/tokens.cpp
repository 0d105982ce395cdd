// SPDX-License-Identifier: Apache-2.0
#include "model/scenario/tokens.h"

#include <algorithm>
#include <cstring>

namespace mmapck::scenario::json {

Tokens::Tokens(const std::string& text) : text_(text) {
    if (text.compare(0, 3, "\xEF\xBB\xBF") == 0) at_ = counted_ = line_begin_ = 3;
}

std::size_t Tokens::skip_space(std::size_t at) const {
    while (at < text_.size()) {
        if (std::strchr(" \t\r\n", text_[at]) && text_[at] != '\0') {
            ++at;
        } else if (text_.compare(at, 2, "//") == 0) {
            at = std::min(text_.find('\n', at), text_.size());
        } else if (text_.compare(at, 2, "/*") == 0) {
            const std::size_t end = text_.find("*/", at + 2);
            at = end == std::string::npos ? text_.size() : end + 2;
        } else {
            break;
        }
    }
    return at;
}

std::size_t Tokens::end_of_token(std::size_t at) const {
    if (at >= text_.size()) return at;
    if (text_[at] == '"') {
        for (++at; at < text_.size() && text_[at] != '"'; ++at)
            if (text_[at] == '\\') ++at;
        return std::min(at + 1, text_.size());
    }
    if (std::strchr("{}[],:", text_[at])) return at + 1;
    const std::size_t end = text_.find_first_of(" \t\r\n{}[],:\"/", at + 1);
    return std::min(end, text_.size());
}

std::size_t Tokens::next() {
    at_ = skip_space(at_);
    while (at_ < text_.size() && std::strchr(",:]}", text_[at_]) && text_[at_] != '\0') at_ = skip_space(at_ + 1);
    const std::size_t start = at_;
    at_ = end_of_token(at_);
    return start;
}

std::size_t Tokens::start_of_token_at(std::size_t offset) const {
    std::size_t start = skip_space(at_);
    for (std::size_t end = end_of_token(start); end <= offset && end < text_.size(); end = end_of_token(start)) start = skip_space(end);
    return std::min(start, text_.size());
}

Position Tokens::position(std::size_t offset) {
    offset = std::min(offset, text_.size());
    if (offset < counted_) {
        counted_ = line_begin_ = 0;
        line_ = 1;
    }
    for (; counted_ < offset; ++counted_) {
        if (text_[counted_] != '\n') continue;
        ++line_;
        line_begin_ = counted_ + 1;
    }
    return {line_, std::uint32_t(offset - line_begin_ + 1)};
}

}  // namespace mmapck::scenario::json

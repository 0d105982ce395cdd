// SPDX-License-Identifier: Apache-2.0
#include "cli/format_scenario.h"

#include <algorithm>
#include <cctype>
#include <string_view>
#include <vector>

#include "model/scenario/keys.h"

namespace mmapck::cli {

namespace {

constexpr std::size_t columns = 120;

using Comments = std::vector<std::string>;

/// A value as it is written, with its comments.
struct Node {
    char open = 0;                 ///< '{', '[' or, of a scalar, 0
    std::string text;              ///< of a scalar
    std::string key;               ///< of a member, with its quotes
    std::vector<Node> items;
    Comments before;               ///< on lines of their own
    Comments after;                ///< at the end of its line
    Comments at_end;               ///< before the closing bracket
    bool a_line_each = false;      ///< several items, which are easier to read one below the other
};

/// Reads what a parser has accepted already.
class Reader {
  public:
    explicit Reader(const std::string& text) : text_(text) {}

    Node document() {
        Node root = value(comments());
        root.after = comments();
        return root;
    }

  private:
    bool at(char c) const { return at_ < text_.size() && text_[at_] == c; }

    void blanks() {
        while (at_ < text_.size() && (std::isspace(static_cast<unsigned char>(text_[at_])) || text_[at_] == '\xef' || text_[at_] == '\xbb' || text_[at_] == '\xbf')) ++at_;
    }

    std::string comment() {
        const bool line = text_.compare(at_, 2, "//") == 0;
        std::size_t end = line ? text_.find('\n', at_) : text_.find("*/", at_ + 2);
        end = end == std::string::npos ? text_.size() : end + (line ? 0 : 2);
        std::string found = text_.substr(at_, end - at_);
        at_ = end;
        while (!found.empty() && std::isspace(static_cast<unsigned char>(found.back()))) found.pop_back();
        return found;
    }

    Comments comments() {
        Comments found;
        for (blanks(); at('/'); blanks()) found.push_back(comment());
        return found;
    }

    /// Comments that begin on the same line, behind a value and perhaps its comma.
    void comments_after(Node& node) {
        const auto here = [&] {
            while (at(' ') || at('\t') || at('\r')) ++at_;
            while (at('/')) {
                node.after.push_back(comment());
                while (at(' ') || at('\t') || at('\r')) ++at_;
            }
        };
        here();
        const std::size_t behind = at_;
        Comments later = comments();   // on lines of their own: of this value if a comma follows
        if (!at(',')) {
            at_ = behind;
            return;
        }
        ++at_;
        node.after.insert(node.after.end(), later.begin(), later.end());
        here();
    }

    std::string scalar() {
        const std::size_t begin = at_;
        if (!at('"')) {
            at_ = std::min(text_.find_first_of(" \t\r\n,:]}/", at_), text_.size());
            return text_.substr(begin, at_ - begin);
        }
        for (++at_; !at('"'); ++at_) at_ += at('\\') ? 1 : 0;
        return text_.substr(begin, ++at_ - begin);
    }

    Node value(Comments before) {
        Node node;
        node.before = std::move(before);
        if (!at('{') && !at('[')) {
            node.text = scalar();
            return node;
        }
        node.open = text_[at_++];
        for (node.at_end = comments(); !at(']') && !at('}'); node.at_end = comments()) node.items.push_back(item(node.open, std::move(node.at_end)));
        ++at_;
        return node;
    }

    Node item(char of, Comments before) {
        std::string key;
        if (of == '{') {
            key = scalar();
            Comments more = comments();   // before the colon
            ++at_;
            Comments last = comments();
            for (Comments* found : {&more, &last}) before.insert(before.end(), found->begin(), found->end());
        }
        Node node = value(std::move(before));
        node.key = std::move(key);
        comments_after(node);
        return node;
    }

    const std::string& text_;
    std::size_t at_ = 0;
};

/// Which object of the table of keys the value of a key is. `of` is the object that has the key; "*" before a name means a map of such objects.
std::string_view object_of(std::string_view of, std::string_view key) {
    if (of == "scenario") {
        if (key == "\"files\"") return "*file";
        if (key == "\"processes\"") return "*process";
        if (key == "\"tasks\"") return "*task";
        if (key == "\"faults\"") return "faults";
    }
    if (of.substr(0, 1) == "*") return of.substr(1);
    return "";
}

std::size_t rank(std::string_view object, const std::string& key) {
    std::size_t rank = 0;
    for (const scenario::Key& known : scenario::keys()) {
        if (known.object == object && key == "\"" + std::string(known.name) + "\"") return rank;
        ++rank;
    }
    return rank;
}

/// Puts keys in their order, and finds out what stands on lines of its own.
void arrange(Node& node, std::string_view object) {
    if (node.open == '{' && !object.empty() && object[0] != '*')
        std::stable_sort(node.items.begin(), node.items.end(), [&](const Node& a, const Node& b) { return rank(object, a.key) < rank(object, b.key); });
    const bool statements = node.open == '[' && (node.key == "\"run\"" || node.key == "\"vmas\"" || node.key == "\"setup\"" || node.key == "\"any_of\"");
    node.a_line_each = (statements || (!object.empty() && object[0] == '*')) && node.items.size() > 1;
    for (Node& item : node.items) arrange(item, node.open == '{' ? object_of(object, item.key) : "");
}

bool needs_lines(const Node& node) {
    return node.a_line_each || !node.at_end.empty() ||
           std::any_of(node.items.begin(), node.items.end(), [](const Node& item) { return !item.before.empty() || !item.after.empty() || needs_lines(item); });
}

std::string label(const Node& node) { return node.key.empty() ? "" : node.key + ": "; }

std::string on_one_line(const Node& node) {
    if (node.open == 0) return node.text;
    std::string text;
    for (const Node& item : node.items) text += (text.empty() ? "" : ", ") + label(item) + on_one_line(item);
    if (node.open == '[') return "[" + text + "]";
    return text.empty() ? "{}" : "{ " + text + " }";
}

void add_comments(const Comments& comments, const std::string& indent, std::string& out) {
    for (const std::string& comment : comments) out += indent + comment + "\n";
}

/// The value, which begins where `out` ends; `room` columns are left for it and what follows on its line.
void write(const Node& node, std::size_t depth, std::size_t room, std::string& out) {
    const std::string line = on_one_line(node);
    if (node.open == 0 || (!needs_lines(node) && node.items.empty()) || (depth > 0 && !needs_lines(node) && line.size() <= room)) {
        out += line;
        return;
    }
    const std::string indent(2 * (depth + 1), ' ');
    out += std::string(1, node.open) + "\n";
    for (std::size_t i = 0; i < node.items.size(); ++i) {
        const Node& item = node.items[i];
        add_comments(item.before, indent, out);
        out += indent + label(item);
        const std::string comma = i + 1 < node.items.size() ? "," : "";
        const std::size_t used = indent.size() + label(item).size() + 1;
        write(item, depth + 1, columns - std::min(columns, used), out);
        out += comma;
        for (const std::string& comment : item.after) out += " " + comment;
        out += "\n";
    }
    add_comments(node.at_end, indent, out);
    out += std::string(2 * depth, ' ') + (node.open == '{' ? "}" : "]");
}

}  // namespace

std::string format_scenario(const std::string& text) {
    Node root = Reader(text).document();
    arrange(root, "scenario");
    std::string out;
    add_comments(root.before, "", out);
    write(root, 0, columns, out);
    out += "\n";
    add_comments(root.after, "", out);
    return out;
}

}  // namespace mmapck::cli

// SPDX-License-Identifier: Apache-2.0
// Two runs side by side.

const mostPairs = 4_000_000;

function sameLine(a, b) {
  return a.task === b.task && a.depth === b.depth && a.text === b.text && a.note === b.note && a.continued === b.continued;
}

/// Pairs { left, right, same } of indices, null where only one run has a line; what is the same is the longest common sequence of lines, and what is not
/// stands side by side. Of runs too long for that, only the common beginning is the same. `first` is the first pair that is not.
function alignRows(left, right) {
  let common = 0;
  while (common < left.length && common < right.length && sameLine(left[common], right[common])) ++common;
  const pairs = Array.from({ length: common }, (_, i) => ({ left: i, right: i, same: true }));
  const small = (left.length - common) * (right.length - common) <= mostPairs;
  const matched = small ? commonLines(left, right, common) : [];
  let i = common;
  let j = common;
  for (const [atLeft, atRight] of [...matched, [left.length, right.length]]) {
    while (i < atLeft || j < atRight) pairs.push({ left: i < atLeft ? i++ : null, right: j < atRight ? j++ : null, same: false });
    if (atLeft < left.length) pairs.push({ left: i++, right: j++, same: true });
  }
  return { pairs, first: common };
}

/// The longest common sequence of lines from a place on, as pairs of indices.
function commonLines(left, right, from) {
  const rows = left.length - from;
  const columns = right.length - from;
  const longest = new Uint32Array((rows + 1) * (columns + 1));
  const at = (i, j) => i * (columns + 1) + j;
  for (let i = rows - 1; i >= 0; --i) {
    for (let j = columns - 1; j >= 0; --j) {
      longest[at(i, j)] = sameLine(left[from + i], right[from + j])
        ? longest[at(i + 1, j + 1)] + 1
        : Math.max(longest[at(i + 1, j)], longest[at(i, j + 1)]);
    }
  }
  const matched = [];
  for (let i = 0, j = 0; i < rows && j < columns;) {
    if (sameLine(left[from + i], right[from + j])) matched.push([from + i++, from + j++]);
    else if (longest[at(i, j + 1)] > longest[at(i + 1, j)]) ++j;
    else ++i;
  }
  return matched;
}

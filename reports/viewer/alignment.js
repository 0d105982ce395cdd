// SPDX-License-Identifier: Apache-2.0
// Two runs side by side.

const mostPairs = 4_000_000;

function sameLine(a, b) {
  return a.task === b.task && a.depth === b.depth && a.text === b.text && a.note === b.note && a.continued === b.continued;
}

/// Pairs { left, right } of indices, one of them null where only one run has the line: the longest common sequence of lines. Of runs
/// too long for that, only the common beginning is paired.
function alignRows(left, right) {
  const pairs = [];
  let common = 0;
  while (common < left.length && common < right.length && sameLine(left[common], right[common])) {
    pairs.push({ left: common, right: common });
    ++common;
  }
  const first = pairs.length;
  const rest = (left.length - common) * (right.length - common) <= mostPairs ? alignRest(left, right, common) : apart(left, right, common);
  return { pairs: pairs.concat(rest), first };
}

function apart(left, right, from) {
  const length = Math.max(left.length, right.length);
  return Array.from({ length: length - from }, (_, i) => ({ left: from + i < left.length ? from + i : null, right: from + i < right.length ? from + i : null }));
}

function alignRest(left, right, from) {
  const rows = left.length - from;
  const columns = right.length - from;
  const longest = new Uint32Array((rows + 1) * (columns + 1));
  const at = (i, j) => i * (columns + 1) + j;
  for (let i = rows - 1; i >= 0; --i) {
    for (let j = columns - 1; j >= 0; --j) {
      longest[at(i, j)] = sameLine(left[from + i], right[from + j]) ? longest[at(i + 1, j + 1)] + 1 : Math.max(longest[at(i + 1, j)], longest[at(i, j + 1)]);
    }
  }
  const pairs = [];
  let i = 0;
  let j = 0;
  while (i < rows || j < columns) {
    if (i < rows && j < columns && sameLine(left[from + i], right[from + j])) pairs.push({ left: from + i++, right: from + j++ });
    else if (j < columns && (i >= rows || longest[at(i, j + 1)] > longest[at(i + 1, j)])) pairs.push({ left: null, right: from + j++ });
    else pairs.push({ left: from + i++, right: null });
  }
  return pairs;
}

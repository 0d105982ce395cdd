// SPDX-License-Identifier: Apache-2.0
// The lines of a run as the timeline shows them: its calls and what they changed, or each of its steps.

/// Rows of the call tree: { step, until, task, depth, text, aside, note, look, continued }. A row stands for the steps from `step` to
/// `until`; each further note of a line is a row of its own.
function treeRows(run) {
  const rows = [];
  for (const [index, line] of run.tree.entries()) {
    const next = run.tree[index + 1]?.step ?? run.steps.length + 1;
    const until = Math.max(line.step, next - 1);
    addRows(rows, { step: line.step, until, task: line.task, depth: line.depth, text: line.text, aside: line.aside }, line.notes);
  }
  return rows;
}

/// Rows of the single steps.
function stepRows(run) {
  const rows = [];
  for (const step of run.steps) {
    const notes = step.changes.map((change) => `${partName(run.parts[change.part])}: ${change.before} -> ${change.after}`);
    if (step.fault) notes.unshift("! FAULT");
    if (step.returned !== "") notes.unshift(`returns ${step.returned}`);
    if (step.unfinished) notes.push("* not finished");
    addRows(rows, { step: step.number, until: step.number, task: step.task, depth: Math.max(0, step.frame.depth), text: step.text }, notes);
  }
  return rows;
}

function addRows(rows, row, notes) {
  const look = notes.some((note) => note.startsWith("! ")) ? "fault" : notes.some((note) => note.startsWith("* ")) ? "end" : "";
  rows.push({ ...row, note: notes[0] ?? "", look, continued: false });
  for (const note of notes.slice(1)) rows.push({ ...row, text: "", note, look: "", continued: true });
}

/// The last row at or before a step that is not a mere continuation; 0 if there is none.
function rowOfStep(rows, step) {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rows[middle].step <= step) low = middle + 1;
    else high = middle;
  }
  let row = Math.max(0, low - 1);
  while (row > 0 && rows[row].continued) --row;
  return row;
}

/// The next row that is a line of its own, in a direction; the same one at the end.
function neighbour(rows, row, direction) {
  let next = row + direction;
  while (next >= 0 && next < rows.length && rows[next].continued) next += direction;
  return next >= 0 && next < rows.length ? next : row;
}

/// The text of a note without its mark, and how it looks.
function noteElement(note) {
  const look = note.startsWith("! ") ? "note fault" : note.startsWith("* ") ? "note end" : "note";
  return element("span", { class: look }, note.replace(/^[!*] /, ""));
}

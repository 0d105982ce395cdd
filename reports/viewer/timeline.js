// SPDX-License-Identifier: Apache-2.0
// The lines of a run, alone or beside those of the run that passes.

/// `select(row)` is told which row was chosen. Returns { node, rows(), lineOf(row), show(options), choose(row), parting(), find(words, from, direction) }.
function timeline(trace, select, signal) {
  const run = trace.run;
  const names = element("div", { class: "timeline-head" });
  let rows = [];
  let lanes = null;
  let spans = null;
  let pairs = null;       // of the two runs; null while one is shown
  let passingRows = [];
  let firstPair = 0;
  let chosen = 0;
  const list = virtualList((index) => (pairs ? pairRow(index) : single(index)), { class: "virtual timeline", role: "listbox", "aria-label": "Run" }, signal);

  function single(index) {
    return element("div", { class: rowClass(index), role: "option", id: `row-${index}`, "aria-selected": String(index === chosen), onclick: () => select(index) },
      cells(rows[index], rows[index].continued ? "" : String(rows[index].until)), laneDrawing(index, rows[index], lanes, spans), texts(rows[index]));
  }

  function pairRow(index) {
    const { left, right } = pairs[index];
    const parts = index === firstPair ? " parts" : "";
    const only = left === null ? " only-right" : right === null ? " only-left" : "";
    const at = left === null ? [element("span", { class: "number" }), element("span", { class: "half" })] :
      [cells(rows[left], rows[left].continued ? "" : String(rows[left].until)), element("span", { class: "half" }, texts(rows[left]))];
    return element("div", { class: `${left === null ? "row" : rowClass(left)} pair${parts}${only}`, role: "option", "aria-selected": String(left !== null && left === chosen), onclick: () => left !== null && select(left) },
      at, element("span", { class: "half passing" }, right === null ? "" : [cells(passingRows[right], ""), texts(passingRows[right])]));
  }

  function rowClass(index) {
    return `row${index === chosen ? " chosen" : ""}${rows[index].look === "" ? "" : ` ${rows[index].look}`}`;
  }

  function cells(row, number) {
    const task = element("span", { class: `task ${lanes.colours[row.task]}`, title: `task ${trace.tasks[row.task].name}` }, row.continued ? "" : trace.tasks[row.task].name);
    return [element("span", { class: "number" }, number), task];
  }

  function texts(row) {
    return [element("span", { class: "text", title: row.text, style: { "padding-left": `${row.depth * 14}px` } }, row.text), row.note === "" ? null : [element("span", { class: "leader" }), noteElement(row.note)]];
  }

  function place(row) {
    return pairs ? pairs.findIndex((pair) => pair.left === row) : row;
  }

  /// The line that a row goes on.
  function lineOf(index) {
    let line = index;
    while (line > 0 && rows[line].continued) --line;
    return line;
  }

  return {
    node: element("div", { class: "timeline-holder" }, names, list.node),
    rows: () => rows,
    lineOf,
    show({ steps, compare }) {
      rows = steps ? stepRows(run) : treeRows(run);
      lanes = lanesOf(trace, run, rows);
      spans = laneSpans(run, rows, lanes);
      pairs = null;
      if (compare && trace.passing) {
        passingRows = steps ? stepRows(trace.passing.run) : treeRows(trace.passing.run);
        ({ pairs, first: firstPair } = alignRows(rows, passingRows));
      }
      list.node.classList.toggle("comparing", pairs !== null);
      replaceChildren(names, pairs ? compareHead(trace) : [element("span", { class: "number" }, "step"), element("span", { class: "task" }, "task"), laneNames(trace, run, lanes),
        element("span", { class: "text" }, "call", lanes.left > 0 ? element("small", {}, ` ${counted(lanes.left, "more lock")} without a lane`) : ""), element("span", { class: "note" }, "what it changed")]);
      list.setRows(pairs ? pairs.length : rows.length);
    },
    choose(row) {
      chosen = row;
      list.reveal(place(row));
      list.node.setAttribute("aria-activedescendant", `row-${row}`);
    },
    /// The step before the two runs part, as a row of this one.
    parting: () => (pairs ? pairs.slice(0, firstPair + 1).findLast((pair) => pair.left !== null)?.left ?? 0 : 0),
    find(words, from, direction) {
      const text = words.toLowerCase();
      for (let i = 1; i <= rows.length; ++i) {
        const index = (from + direction * i + 2 * rows.length) % rows.length;
        if (`${rows[index].text} ${rows[index].note}`.toLowerCase().includes(text)) return index;
      }
      return null;
    },
  };
}

function compareHead(trace) {
  return [element("span", { class: "number" }, "step"), element("span", { class: "half" }, element("b", { class: "bad" }, trace.violation.kind)),
    element("span", { class: "half passing" }, element("b", { class: "good" }, "passes"), element("span", { class: "text" }, trace.passing.words))];
}

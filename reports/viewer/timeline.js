// SPDX-License-Identifier: Apache-2.0
// The lines of a run, alone or beside those of the run that passes.

/// `select(row)` is told which row was chosen. Returns { node, rows(), lineOf(row), show(options), choose(row), parting(), find(words, from, direction) }.
function timeline(trace, select, signal) {
  const run = trace.run;
  const names = element("div", { class: "timeline-head" });
  let rows = [];
  let lanes = null;
  let spans = null;
  let pairs = null; // of the two runs; null while one is shown
  let passingRows = [];
  let parting = -1; // the row that says where they part
  let chosen = 0;
  const list = virtualList(
    (index) => (pairs ? pairRow(index) : single(index)),
    { class: "virtual timeline", role: "listbox", "aria-label": "Run" },
    signal,
  );

  function single(index) {
    return element(
      "div",
      {
        class: rowClass(index),
        role: "option",
        id: `row-${index}`,
        "aria-selected": String(index === chosen),
        onclick: () => select(index),
      },
      numberCell(rows[index]),
      taskCell(rows[index]),
      laneDrawing(index, rows[index], lanes, spans),
      texts(rows[index]),
    );
  }

  function pairRow(index) {
    if (index === parting) return element("div", { class: "row parts", role: "presentation" }, element("span", {}, "first divergence"));
    const { left, right, same } = pairs[index];
    const look = `pair${same ? "" : " differs"}`;
    const half = (row, side) => element("span", { class: `half ${side}` }, row ? [taskCell(row), texts(row)] : "");
    return element(
      "div",
      {
        class: `${left === null ? "row" : rowClass(left)} ${look}`,
        role: "option",
        "aria-selected": String(left !== null && left === chosen),
        onclick: () => left !== null && select(left),
      },
      numberCell(left === null ? null : rows[left]),
      half(left === null ? null : rows[left], ""),
      half(right === null ? null : passingRows[right], "passing"),
    );
  }

  function rowClass(index) {
    return `row${index === chosen ? " chosen" : ""}${rows[index].aside ? " aside" : ""}${rows[index].look === "" ? "" : ` ${rows[index].look}`}`;
  }

  function numberCell(row) {
    return element("span", { class: "number" }, row === null || row.continued ? "" : String(row.until));
  }

  function taskCell(row) {
    return element(
      "span",
      { class: `task ${lanes.colours[row.task]}`, title: `task ${trace.tasks[row.task].name}` },
      row.continued ? "" : trace.tasks[row.task].name,
    );
  }

  function texts(row) {
    return [
      element("span", { class: "text", title: row.text, style: { "padding-left": `${row.depth * 14}px` } }, row.text),
      row.note === "" ? null : [element("span", { class: "leader" }), noteElement(row.note)],
    ];
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
        const aligned = alignRows(rows, passingRows);
        parting = aligned.first;
        pairs = aligned.pairs.toSpliced(parting, 0, { left: null, right: null });
      }
      list.node.classList.toggle("comparing", pairs !== null);
      replaceChildren(
        names,
        pairs
          ? compareHead(trace)
          : [
              element("span", { class: "number" }, "step"),
              element("span", { class: "task" }, "task"),
              laneNames(trace, run, lanes),
              element(
                "span",
                { class: "text" },
                "call",
                rows.some((row) => row.aside) ? element("small", {}, " – pale lines do not lead to the violation") : "",
                lanes.left > 0 ? element("small", {}, ` – ${counted(lanes.left, "more lock")} without a lane`) : "",
              ),
              element("span", { class: "note" }, "what it changed"),
            ],
      );
      list.setRows(pairs ? pairs.length : rows.length);
    },
    choose(row) {
      chosen = row;
      list.reveal(place(row));
      list.node.setAttribute("aria-activedescendant", `row-${row}`);
    },
    /// The first row of this run that the other one does not have.
    parting: () => pairs.slice(parting).find((pair) => pair.left !== null)?.left ?? rows.length - 1,
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
  return [
    element("span", { class: "number" }, "step"),
    element("span", { class: "half" }, element("b", { class: "bad" }, trace.violation.kind)),
    element(
      "span",
      { class: "half passing" },
      element("b", { class: "good" }, "passes"),
      element("span", { class: "text" }, trace.passing.words),
    ),
  ];
}

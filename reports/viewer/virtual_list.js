// SPDX-License-Identifier: Apache-2.0
// A list of rows of one height of which only those in sight are elements, so that its length does not matter.

const rowHeight = 22;
const rowsBeyondSight = 12;
const mostPrintedRows = 3000;

/// render(index) makes a row; `signal` ends what the list listens to. Returns { node, setRows(count), refresh(), reveal(index) }.
function virtualList(render, attributes, signal) {
  const inner = element("div", { class: "rows" });
  const node = element("div", { class: "virtual", tabindex: "0", ...attributes, onscroll: () => draw() }, inner);
  let count = 0;
  let printing = false;
  let drawn = [-1, -1];

  function draw() {
    const first = printing ? 0 : Math.max(0, Math.floor(node.scrollTop / rowHeight) - rowsBeyondSight);
    const last = printing
      ? Math.min(count, mostPrintedRows)
      : Math.min(count, Math.ceil((node.scrollTop + (node.clientHeight || 600)) / rowHeight) + rowsBeyondSight);
    if (drawn[0] === first && drawn[1] === last) return;
    drawn = [first, last];
    const rows = [];
    for (let index = first; index < last; ++index) rows.push(placed(render(index), index));
    if (printing && last < count)
      rows.push(placed(element("div", { class: "row cut" }, `${count - last} more lines are not printed`), last));
    inner.replaceChildren(...rows);
  }

  function placed(row, index) {
    row.style.setProperty("top", `${index * rowHeight}px`);
    return row;
  }

  function refresh() {
    drawn = [-1, -1];
    inner.style.setProperty("height", `${(printing ? Math.min(count, mostPrintedRows + 1) : count) * rowHeight}px`);
    draw();
  }

  function print(on) {
    if (printing === on) return;
    printing = on;
    refresh();
  }

  matchMedia("print").addEventListener("change", (event) => print(event.matches), { signal });
  addEventListener("beforeprint", () => print(true), { signal });
  addEventListener("afterprint", () => print(false), { signal });
  new ResizeObserver(() => draw()).observe(node);

  return {
    node,
    refresh,
    setRows(rows) {
      count = rows;
      refresh();
    },
    /// Scrolls no more than is needed to have the row in sight with some rows around it.
    reveal(index) {
      const margin = 3 * rowHeight;
      const top = index * rowHeight;
      if (top < node.scrollTop + margin) node.scrollTop = top - margin;
      else if (top + rowHeight > node.scrollTop + node.clientHeight - margin) node.scrollTop = top + rowHeight + margin - node.clientHeight;
      refresh();
    },
  };
}

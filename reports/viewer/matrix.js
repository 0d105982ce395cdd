// SPDX-License-Identifier: Apache-2.0
// Scenarios by kernels.

function matrixPage(report, options, changed) {
  const holder = element("div", { class: "wide" });
  const update = (now) =>
    replaceChildren(
      holder,
      matrixTable(
        report,
        report.results.filter((result) => matches(result, now)),
      ),
    );
  update(options);
  const legend = [
    ["holds expected", "✓", "holds"],
    ["violated expected", "✗", "violated, as expected"],
    ["violated unexpected", "✗", "not as expected"],
    ["vacuous vacuous", "∅", "vacuous"],
    ["inconclusive inconclusive", "?", "not decided"],
  ].map(([look, mark, words]) => element("span", { class: "key" }, element("span", { class: `verdict ${look}` }, mark), words));
  return element(
    "section",
    { class: "page" },
    totalsLine(report),
    filtersThatUpdate(report, "matrix", options, update, changed),
    element("p", { class: "legend" }, legend),
    holder,
  );
}

/// The kernels that variants are of: a variant that is called as another with "+" or "-" and more belongs to that one.
function generationsOf(results) {
  const variants = [...new Set(results.map((result) => result.variant))];
  const generation = (variant) => {
    const shorter = variants.filter((other) => other !== "" && (variant.startsWith(`${other}+`) || variant.startsWith(`${other}-`)));
    return shorter.length > 0 ? shorter.sort((a, b) => a.length - b.length)[0] : variant.replace(/\+.*/, "");
  };
  return new Map(variants.map((variant) => [variant, generation(variant)]));
}

function matrixTable(report, results) {
  if (results.length === 0) return element("p", { class: "none" }, "No result has all of that.");
  const generations = generationsOf(report.results);
  const present = new Set(results.map((result) => generations.get(result.variant)));
  const columns = inOrder(report.results.map((result) => ({ file: result.file, name: generations.get(result.variant) }))).filter((each) =>
    present.has(each),
  );
  const rows = new Map();
  for (const result of results) {
    if (!rows.has(result.file)) rows.set(result.file, new Map(columns.map((column) => [column, []])));
    rows.get(result.file).get(generations.get(result.variant)).push(result);
  }
  let folder = null;
  const body = [];
  for (const [file, cells] of rows) {
    const slash = file.lastIndexOf("/") + 1;
    if (file.slice(0, slash) !== folder) {
      folder = file.slice(0, slash);
      body.push(
        element("tr", { class: "folder" }, element("th", { colspan: String(columns.length + 1) }, element("span", {}, folder || "./"))),
      );
    }
    body.push(
      element(
        "tr",
        {},
        element("th", { scope: "row", title: file }, file.slice(slash)),
        columns.map((column) =>
          element(
            "td",
            {},
            cells.get(column).map((result) => matrixMark(result, column)),
          ),
        ),
      ),
    );
  }
  return element(
    "table",
    { class: "matrix" },
    element(
      "thead",
      {},
      element(
        "tr",
        {},
        element("th", {}),
        columns.map((column) => element("th", { scope: "col" }, column)),
      ),
    ),
    element("tbody", {}, body),
  );
}

/// A verdict; of a variant of the kernel, with what makes it one.
function matrixMark(result, column) {
  const said = `${result.file} ${result.variant}: ${verdictText(result)}${result.outcome === "expected" ? "" : `, ${result.outcome}`}`;
  const rest = result.variant.slice(column.length).replace(/^[+-]/, "");
  return element(
    "a",
    { class: resultClass(result), href: resultLink(result), title: said, "aria-label": said },
    verdictMarks[result.status],
    rest === "" ? null : element("small", {}, shortened(rest, 12)),
  );
}

// SPDX-License-Identifier: Apache-2.0
// Scenarios by variants.

function matrixPage(report, options, changed) {
  const holder = element("div", { class: "wide" });
  const update = (now) => replaceChildren(holder, matrixTable(report.results.filter((result) => matches(result, now))));
  update(options);
  const legend = [["holds expected", "✓", "holds"], ["violated expected", "✗", "violated, as expected"], ["violated unexpected", "✗", "not as expected"],
    ["vacuous vacuous", "∅", "vacuous"], ["inconclusive inconclusive", "?", "not decided"]]
    .map(([look, mark, words]) => element("span", { class: "key" }, element("span", { class: `verdict ${look}` }, mark), words));
  return element("section", { class: "page" }, totalsLine(report), filtersThatUpdate(report, "matrix", options, update, changed), element("p", { class: "legend" }, legend), holder);
}

function matrixTable(results) {
  if (results.length === 0) return element("p", { class: "none" }, "No result has all of that.");
  const variants = variantsOf(results);
  const rows = new Map();
  for (const result of results) {
    if (!rows.has(result.file)) rows.set(result.file, new Map());
    rows.get(result.file).set(result.variant, result);
  }
  let folder = null;
  const body = [];
  for (const [file, cells] of rows) {
    const slash = file.lastIndexOf("/") + 1;
    if (file.slice(0, slash) !== folder) {
      folder = file.slice(0, slash);
      body.push(element("tr", { class: "folder" }, element("th", { colspan: String(variants.length + 1) }, element("span", {}, folder || "./"))));
    }
    body.push(element("tr", {}, element("th", { scope: "row", title: file }, file.slice(slash)), variants.map((variant) => element("td", {}, matrixCell(cells.get(variant))))));
  }
  return element("table", { class: "matrix" },
    element("thead", {}, element("tr", {}, element("th", {}), variants.map((variant) => element("th", { scope: "col" }, element("span", {}, variant))))),
    element("tbody", {}, body));
}

function matrixCell(result) {
  if (!result) return null;
  const said = `${result.file} ${result.variant}: ${verdictText(result)}${result.outcome === "expected" ? "" : `, ${result.outcome}`}`;
  return element("a", { class: resultClass(result), href: resultLink(result), title: said, "aria-label": said }, verdictMarks[result.status]);
}

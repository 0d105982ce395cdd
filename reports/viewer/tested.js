// SPDX-License-Identifier: Apache-2.0
// What the run tested besides faults: hooks, invariants, and how much of each file; and the fault points of the model that no program of the run has.

function testedTables(report, options) {
  const words = wordsOf(options.q ?? "");
  const wanted = (each) => words.every((word) => each.name.toLowerCase().includes(word));
  const tested = report.tested();
  const table = (title, note, head, rows) =>
    element(
      "section",
      {},
      element("h2", {}, title, " ", element("small", {}, note)),
      rows.length === 0
        ? element("p", { class: "none" }, "None.")
        : element(
            "table",
            { class: "tested" },
            element(
              "thead",
              {},
              element(
                "tr",
                {},
                head.map((text) => element("th", { scope: "col" }, text)),
              ),
            ),
            element("tbody", {}, rows),
          ),
    );
  const nameRow = (each) =>
    element(
      "tr",
      { class: each.executed > 0 ? "" : "missed" },
      element("th", { scope: "row" }, each.name),
      element("td", {}, each.verdict),
      element("td", {}, `${each.executed} of ${each.results}`),
    );
  const uncalledRow = (fault) =>
    element(
      "tr",
      { class: "missed" },
      element("th", { scope: "row", title: `${fault.function}(), ${fault.file}:${fault.line}` }, fault.site),
      element("td", {}, `${fault.error} ${fault.class}`),
      element("td", {}, fault.why),
    );
  const uncalled = tested.uncalled.filter((fault) => wanted({ name: `${fault.site} ${fault.function} ${fault.class} ${fault.error}` }));
  const fileRow = (file) =>
    element(
      "tr",
      {},
      element("th", { scope: "row" }, file.name),
      element("td", {}, share(file.linesReached, file.lines)),
      element("td", {}, share(file.branchesReached, file.branches)),
    );
  return [
    table("Hooks", "", ["hook", "", "results"], tested.hooks.filter(wanted).map(nameRow)),
    table(
      "Invariants",
      "executed: evaluated while what they speak of exists",
      ["invariant", "", "results"],
      tested.invariants.filter(wanted).map(nameRow),
    ),
    table("Files", "of the lines of the texts that were checked", ["file", "lines", "branches"], tested.files.filter(wanted).map(fileRow)),
    table("Missed fault points", "of the model and of drivers, in no program here", ["fault point", "", "missed"], uncalled.map(uncalledRow)),
  ];
}

function share(part, whole) {
  if (whole === 0) return "";
  return [
    element("span", { class: "share", "aria-hidden": "true" }, element("span", { style: { width: `${(100 * part) / whole}%` } })),
    `${part} of ${whole}`,
  ];
}

// SPDX-License-Identifier: Apache-2.0
// Fault points by cleanup steps: which of them some run takes, and what the code after each gives back.

/// A fault point with its numbers in one variant, or in all together; null where it does not occur.
function coverageRow(fault, variant) {
  const of = fault.of.filter((each) => !variant || each.variant === variant);
  if (of.length === 0) return null;
  const row = { fault, results: 0, taken: 0, unreachable: 0, cleanup: new Map() };
  for (const each of of) {
    row.results += each.results;
    row.taken += each.taken;
    row.unreachable += each.unreachable;
    for (const [cleanup, count] of each.cleanup) row.cleanup.set(cleanup, (row.cleanup.get(cleanup) ?? 0) + count);
  }
  return row;
}

function coverageRows(coverage, options) {
  const words = wordsOf(options.q ?? "");
  const texts = (row) =>
    [
      row.fault.site,
      row.fault.class,
      row.fault.error,
      row.fault.function,
      row.fault.where.file,
      ...[...row.cleanup.keys()].map((each) => coverage.cleanup[each].text),
    ]
      .join("\n")
      .toLowerCase();
  return coverage.faults
    .map((fault) => coverageRow(fault, options.variant))
    .filter((row) => row !== null && words.every((word) => texts(row).includes(word)));
}

function coveragePage(report, options, changed) {
  const holder = element("div", { class: "wide" });
  const said = element("p", { class: "totals", role: "status" });
  const tables = element("div", { class: "tables" });
  const update = (now) => {
    const coverage = report.coverage();
    const rows = coverageRows(coverage, now);
    const taken = rows.filter((row) => row.taken > 0).length;
    replaceChildren(
      said,
      `${counted(rows.length, "fault point")}: ${taken} taken by some run, `,
      element("span", { class: taken < rows.length ? "total vacuous" : "" }, `${rows.length - taken} by none`),
    );
    replaceChildren(tables, testedTables(report, now));
    replaceChildren(
      holder,
      rows.length === 0 ? element("p", { class: "none" }, "No fault point has all of that.") : coverageTable(coverage, rows),
    );
  };
  update(options);
  return element(
    "section",
    { class: "page" },
    said,
    filtersThatUpdate(report, "coverage", options, update, changed),
    element(
      "p",
      { class: "note" },
      "A dot says that after the fault, before the system call returns, the step gives something back; its number, in how many results. Each fault point is followed once, ",
      "from a run of the tasks one after the other in which nothing else fails. One that only other schedules come to has no dots. ",
      "Unreachable is what no run takes although all states were explored; missed, what none took before a violation or a budget ended the search.",
    ),
    holder,
    tables,
  );
}

/// Cleanup steps that belong to one function stand together.
function coverageTable(coverage, rows) {
  const used = new Set(rows.flatMap((row) => [...row.cleanup.keys()]));
  const columns = coverage.cleanup
    .map((cleanup, number) => ({ ...cleanup, number }))
    .filter((cleanup) => used.has(cleanup.number))
    .sort((a, b) => a.file.localeCompare(b.file) || a.line - b.line || a.number - b.number);
  const ordered = [...rows].sort((a, b) => a.fault.where.file.localeCompare(b.fault.where.file) || a.fault.where.line - b.fault.where.line);
  const head = columns.map((cleanup) =>
    element(
      "th",
      { scope: "col", title: `${cleanup.text} in ${cleanup.function}, ${whereText(cleanup)}` },
      element("span", {}, shortened(cleanup.text, 36), element("small", {}, shortened(cleanup.function, 38))),
    ),
  );
  const body = ordered.map((row) =>
    element(
      "tr",
      { class: row.taken > 0 ? "" : "missed" },
      element(
        "th",
        { scope: "row", title: whereText(row.fault.where) },
        element("span", { class: "site" }, row.fault.site),
        element("small", {}, `${row.fault.function} ${row.fault.error} ${row.fault.class}`),
      ),
      element("td", { class: "taken" }, takenText(row)),
      columns.map((cleanup) => coverageCell(row, cleanup)),
    ),
  );
  return element(
    "table",
    { class: "matrix coverage" },
    element("thead", {}, element("tr", {}, element("th", {}, "fault point"), element("th", { class: "taken" }, "taken"), head)),
    element("tbody", {}, body),
  );
}

/// In how many results some run takes a fault point; where none does, why.
function takenText(row) {
  if (row.taken > 0) return `${row.taken} of ${row.results}`;
  return [`none of ${row.results}`, element("small", {}, row.unreachable > 0 ? `unreachable in ${row.unreachable}` : "missed")];
}

function coverageCell(row, cleanup) {
  const count = row.cleanup.get(cleanup.number);
  if (count === undefined) return element("td");
  const said = `${row.fault.site} in ${row.fault.function}: ${cleanup.text} in ${cleanup.function}, in ${counted(count, "result")}`;
  return element("td", {}, element("span", { class: "dot", title: said, "aria-label": said }, String(count)));
}

// SPDX-License-Identifier: Apache-2.0
// The list of results.

const verdictMarks = { holds: "✓", violated: "✗", vacuous: "∅", inconclusive: "?" };

function verdictText(result) {
  return result.counterexamples.length > 0 ? result.counterexamples.map((each) => each.kind).join(", ") : result.status;
}

/// How a result looks wherever it is named: by its verdict, and louder if it was not expected.
function resultClass(result) {
  return `verdict ${result.status} ${result.outcome}`;
}

function totalsLine(report) {
  const { checked, expected, unexpected, vacuous, inconclusive } = report.run;
  return element(
    "p",
    { class: "totals" },
    `${checked} checked: `,
    [
      [expected, "as expected", "expected"],
      [unexpected, "unexpected", "unexpected"],
      [vacuous, "vacuous", "vacuous"],
      [inconclusive, "inconclusive", "inconclusive"],
    ].map(([count, words, outcome], index) => [
      index > 0 ? ", " : "",
      element("span", { class: count > 0 ? `total ${outcome}` : "total" }, `${count} ${words}`),
    ]),
  );
}

function resultRow(result) {
  const line = result.counterexamples.length > 0 ? result.counterexamples[0].line : result.remarks.join("; ");
  return element(
    "a",
    { class: "result", href: resultLink(result) },
    element("span", { class: resultClass(result) }, element("span", { class: "mark" }, verdictMarks[result.status]), verdictText(result)),
    element("span", { class: "name" }, result.file, " ", element("span", { class: "variant" }, result.variant)),
    element("span", { class: "outcome" }, result.outcome === "expected" ? "" : result.outcome),
    element("span", { class: "line" }, line),
  );
}

/// Moves the focus to another result of the list.
function focusResult(direction) {
  const all = [...document.querySelectorAll(".result")];
  const at = all.indexOf(document.activeElement);
  all[Math.max(0, Math.min(all.length - 1, at + direction))]?.focus();
}

/// What is not as expected stands first; within that, the order of the run.
function inOrderOfConcern(results) {
  return [...results].sort((a, b) => outcomes.indexOf(a.outcome) - outcomes.indexOf(b.outcome) || a.index - b.index);
}

function resultsPage(report, options, changed) {
  const list = element("div", { class: "results" });
  const count = element("p", { class: "shown", role: "status" });
  const update = (now) => {
    const shown = inOrderOfConcern(report.results.filter((result) => matches(result, now)));
    replaceChildren(count, shown.length === report.results.length ? "" : `${shown.length} of ${report.results.length} shown`);
    replaceChildren(list, shown.map(resultRow), shown.length === 0 ? element("p", { class: "none" }, "No result has all of that.") : null);
  };
  update(options);
  return element(
    "section",
    { class: "page" },
    totalsLine(report),
    options.unknown ? element("p", { class: "none" }, `Nothing here is called ${options.unknown}`) : null,
    filtersThatUpdate(report, "results", options, update, changed),
    count,
    list,
  );
}

/// A bar of filters that stays while its results change, so that whoever types goes on typing.
function filtersThatUpdate(report, view, options, update, changed) {
  const holder = element("div");
  const show = (now) => {
    const bar = filterBar(report, view, now, (next) => {
      update(next);
      changed(next);
      if (next.q === now.q) show(next);
      else now.q = next.q;
    });
    replaceChildren(holder, bar);
  };
  show({ ...options });
  return holder;
}

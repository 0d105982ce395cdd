// SPDX-License-Identifier: Apache-2.0
// Which results are shown: words that all have to occur, an outcome or verdict, a variant.

const outcomes = ["unexpected", "vacuous", "inconclusive", "expected"];

/// The words of a search, all of which have to occur.
function wordsOf(search) {
  return search
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
}

/// Everything of a result that a word may be found in.
function searchedText(result) {
  result.searched ??= [
    result.file,
    result.variant,
    result.scenario,
    result.status,
    result.outcome,
    ...result.remarks,
    ...result.counterexamples.flatMap((each) => [each.kind, each.line]),
  ]
    .join("\n")
    .toLowerCase();
  return result.searched;
}

/// options: q (words), show (an outcome, "holds" or "violated"), variant.
function matches(result, options) {
  const words = wordsOf(options.q ?? "");
  const shown = !options.show || result.outcome === options.show || result.status === options.show;
  return shown && (!options.variant || result.variant === options.variant) && words.every((word) => searchedText(result).includes(word));
}

/// The names of { file, name }, each before those that follow it in some file, as far as files agree; else as they first occur.
function inOrder(entries) {
  const followers = new Map();
  for (const [index, { file, name }] of entries.entries()) {
    if (!followers.has(name)) followers.set(name, new Set());
    const before = entries[index - 1];
    if (before && before.file === file && before.name !== name) followers.get(before.name).add(name);
  }
  const heights = new Map();
  const height = (name) => {
    if (!heights.has(name)) {
      heights.set(name, 0); // so that a circle ends
      heights.set(name, 1 + Math.max(0, ...[...followers.get(name)].map(height)));
    }
    return heights.get(name);
  };
  return [...followers.keys()].sort((a, b) => height(b) - height(a));
}

function variantsOf(results) {
  return inOrder(results.map((result) => ({ file: result.file, name: result.variant })));
}

function shortened(text, length) {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}

/// The bar of filters above results, matrix and coverage. `changed` gets the new options.
function filterBar(report, view, options, changed) {
  const search = element("input", {
    type: "search",
    id: "search",
    placeholder: "Search scenarios, kinds, functions",
    "aria-label": "Search",
    value: options.q ?? "",
    oninput: () => changed({ ...options, q: search.value }),
  });
  const chip = (value, label, count) =>
    element(
      "button",
      {
        type: "button",
        class: `chip ${value}`,
        "aria-pressed": String(options.show === value),
        onclick: () => changed({ ...options, show: options.show === value ? "" : value }),
      },
      label,
      element("span", { class: "count" }, String(count)),
    );
  const of = (test) => report.results.filter(test).length;
  const chips = outcomes.filter((outcome) => report.run[outcome] > 0).map((outcome) => chip(outcome, outcome, report.run[outcome]));
  const verdicts = ["violated", "holds"].map((status) =>
    chip(
      status,
      status,
      of((result) => result.status === status),
    ),
  );
  const variants = element(
    "select",
    { "aria-label": "Variant", onchange: () => changed({ ...options, variant: variants.value }) },
    element("option", { value: "" }, "every kernel"),
    variantsOf(report.results).map((variant) => element("option", { value: variant, selected: options.variant === variant }, variant)),
  );
  return element(
    "div",
    { class: "filters" },
    search,
    variants,
    view === "coverage" ? null : element("div", { class: "chips" }, chips, verdicts),
  );
}

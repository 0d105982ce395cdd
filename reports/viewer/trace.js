// SPDX-License-Identifier: Apache-2.0
// The page of one result: its counterexample, step by step.

/// `moved(step)` is told where the reader is. Returns { node, keys, go(step) }; `signal` ends what the page listens to.
function tracePage(report, result, which, step, moved, signal) {
  const trace = report.trace(result, which);
  const run = trace.run;
  const options = { steps: false, compare: false };
  let row = 0;
  let at = 1; // the step

  const source = sourcePanel(report, trace);
  const state = statePanel();
  const lines = timeline(trace, (index) => choose(index), signal);
  const chart = ledgerChart(trace, run, (number) => go(number));
  const position = element("output", { class: "position", "aria-live": "polite" });
  const find = element("input", {
    type: "search",
    id: "search",
    placeholder: "Find in the run",
    "aria-label": "Find in the run",
    onkeydown: (event) => event.key === "Enter" && (event.preventDefault(), findNext(event.shiftKey ? -1 : 1)),
  });
  const everyStep = element("input", { type: "checkbox", onchange: () => set({ steps: everyStep.checked }) });
  const beside = element("input", { type: "checkbox", disabled: !trace.passing, onchange: () => set({ compare: beside.checked }) });

  /// Goes to a line, after the last of its steps unless another one is meant.
  function choose(index, number) {
    row = lines.lineOf(index);
    const { step: from, until } = lines.rows()[row] ?? { step: 0, until: 0 };
    at = number ?? until;
    lines.choose(row);
    chart.show(at);
    source.show(run, run.steps[at - 1] && stepToShow(from, at));
    state.show(run, from, at);
    replaceChildren(position, `step ${at} of ${run.steps.length}`);
    moved(at);
  }

  /// Of the steps that a line stands for, the one whose source says most: a fault, one that changes something, or the first.
  function stepToShow(from, until) {
    const steps = run.steps.slice(from - 1, until);
    return steps.find((each) => each.fault || each.unfinished) ?? (options.steps ? steps[steps.length - 1] : steps[0]);
  }

  function go(number) {
    const step = Math.min(Math.max(1, number), run.steps.length);
    choose(rowOfStep(lines.rows(), step), step);
  }

  /// Scrolls the page so that a reader who goes by keys sees the run.
  function inSight() {
    if (split.getBoundingClientRect().bottom > innerHeight + 1) toolbar.scrollIntoView();
  }

  function set(changes) {
    Object.assign(options, changes);
    if (!trace.passing) options.compare = false;
    everyStep.checked = options.steps;
    beside.checked = options.compare;
    split.classList.toggle("comparing", options.compare);
    lines.show(options);
    if (changes.compare && options.compare) choose(lines.parting());
    else go(at);
  }

  function findNext(direction) {
    if (find.value.trim() === "") return;
    const found = lines.find(find.value.trim(), row, direction);
    find.classList.toggle("missing", found === null);
    if (found !== null) choose(found);
  }

  function nextFault() {
    const rows = lines.rows();
    const marked = rows.map((each, index) => (each.look !== "" ? index : -1)).filter((index) => index >= 0);
    if (marked.length > 0) choose(marked.find((index) => index > row) ?? marked[0]);
  }

  const last = () => lines.rows().findLastIndex((each) => !each.continued);
  const by = (direction) => choose(neighbour(lines.rows(), row, direction));
  const toolbar = element(
    "div",
    { class: "toolbar" },
    button("«", "First line (Home)", () => choose(0)),
    button("‹", "Line before (k)", () => by(-1)),
    button("›", "Next line (j)", () => by(1)),
    button("»", "Last line (End)", () => choose(last())),
    position,
    button("Next mark", "Next fault, then the violation (f)", nextFault),
    element("label", {}, everyStep, " every step"),
    element("label", { title: trace.noPassing }, beside, " passing run beside"),
    find,
  );
  const split = element("div", { class: "split" }, lines.node, element("div", { class: "side" }, source.node, state.node));
  const node = element(
    "article",
    { class: "trace" },
    element("div", { class: "overview" }, traceSummary(trace, result, { go, showWhere: source.showWhere }), chart.node),
    counterexampleLinks(result, which),
    toolbar,
    split,
    element("details", { class: "as-text" }, element("summary", {}, "As text"), element("pre", {}, trace.screen.join("\n"))),
  );
  const keysOf = (bindings) => bindings.map((each) => ({ ...each, action: () => (each.action(), inSight()) }));
  lines.show(options);
  return {
    node,
    go,
    /// To be called once the page is in the document: only then is there something to scroll.
    start() {
      if (step === 0) {
        choose(startRow(lines.rows()));
        return;
      }
      go(step);
      inSight();
    },
    keys: keysOf([
      { keys: ["j", "ArrowDown"], words: "next line", action: () => by(1) },
      { keys: ["k", "ArrowUp"], words: "line before", action: () => by(-1) },
      { keys: ["PageDown"], words: "20 lines on", action: () => choose(Math.min(last(), row + 20)) },
      { keys: ["PageUp"], words: "20 lines back", action: () => choose(Math.max(0, row - 20)) },
      { keys: ["Home"], words: "first line", action: () => choose(0) },
      { keys: ["End"], words: "last line", action: () => choose(last()) },
      { keys: ["f"], words: "next fault, then the violation", action: nextFault },
      { keys: ["e"], words: "every step, or only what changed something", action: () => set({ steps: !options.steps }) },
      { keys: ["p"], words: "the nearest run that passes beside this one", action: () => set({ compare: !options.compare }) },
      { keys: ["n"], words: "next line that has what is searched", action: () => findNext(1) },
      { keys: ["N"], words: "the one before", action: () => findNext(-1) },
    ]),
  };
}

/// Where a reader starts: at the first fault, or at the end.
function startRow(rows) {
  const fault = rows.findIndex((row) => row.look === "fault");
  return fault >= 0
    ? fault
    : Math.max(
        0,
        rows.findLastIndex((row) => !row.continued),
      );
}

/// The other counterexamples of the same result.
function counterexampleLinks(result, which) {
  if (result.counterexamples.length < 2) return null;
  return element(
    "nav",
    { class: "siblings" },
    "Violations: ",
    result.counterexamples.map((each, number) =>
      number === which ? element("b", {}, each.kind) : element("a", { href: resultLink(result, number) }, each.kind),
    ),
  );
}

/// The page of a result without a counterexample.
function verdictPage(result) {
  const fact = (name, value) => [element("dt", {}, name), element("dd", {}, value)];
  return element(
    "article",
    { class: "trace" },
    element(
      "section",
      { class: "summary" },
      element("h1", {}, element("span", { class: resultClass(result) }, verdictText(result))),
      element(
        "p",
        { class: "scenario" },
        element("b", {}, result.file),
        " ",
        element("span", { class: "variant" }, result.variant),
        result.scenario === "" ? "" : ` — ${result.scenario}`,
        element("span", { class: "remark" }, ` ${result.outcome === "expected" ? "as expected" : result.outcome}`),
      ),
      result.remarks.map((remark) => element("blockquote", {}, remark)),
      element(
        "dl",
        {},
        fact("expected", result.expected.length === 0 ? "holds" : `violates ${result.expected.join(", ")}`),
        fact("states", result.states.toLocaleString("en")),
        fact("moves", result.transitions.toLocaleString("en")),
        fact("depth", result.depth.toLocaleString("en")),
      ),
    ),
  );
}

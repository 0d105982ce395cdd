// SPDX-License-Identifier: Apache-2.0
// Starts the page and shows what its address names.

function start() {
  const report = readReport();
  const main = document.getElementById("main");
  const header = document.getElementById("header");
  let page = null; // of a trace: { result, which, go }
  let ending = new AbortController();

  const keys = keyboard([
    { keys: ["r"], words: "results", action: () => open(viewLink("results")) },
    { keys: ["m"], words: "matrix of scenarios by kernels", action: () => open(viewLink("matrix")) },
    { keys: ["c"], words: "coverage of fault points", action: () => open(viewLink("coverage")) },
    { keys: ["]"], words: "next result with a counterexample", action: () => nextResult(1) },
    { keys: ["["], words: "the one before", action: () => nextResult(-1) },
    { keys: ["/"], words: "search", action: () => document.getElementById("search")?.focus() },
    { keys: ["d"], words: "dark, light, or as the system", action: nextTheme },
    { keys: ["?"], words: "this list", action: () => keys.showHelp() },
  ]);

  function open(link) {
    location.hash = link;
  }

  /// Keeps the address up to date without a new entry in the history for each step or letter.
  function note(link) {
    history.replaceState(null, "", link);
  }

  function nextResult(direction) {
    const shown = report.results.filter((result) => result.counterexamples.length > 0);
    if (shown.length === 0) return;
    const at = page ? shown.indexOf(page.result) : -1;
    open(resultLink(shown[(at + direction + shown.length) % shown.length]));
  }

  function show() {
    const link = readLink(location.hash);
    const result = link.file === undefined ? null : report.results.find((each) => each.file === link.file && each.variant === link.variant);
    if (page && result === page.result && link.which === page.which && link.step > 0) {
      page.go(link.step);
      return;
    }
    ending.abort();
    ending = new AbortController();
    page = null;
    keys.set([]);
    showHeader(result ? "" : (link.view ?? "results"));
    if (result) showResult(result, link);
    else if (link.file !== undefined) showView("results", { unknown: `${link.file} ${link.variant}` });
    else showView(link.view, link.options);
  }

  function showResult(result, { which, step }) {
    document.title = `${result.file} ${result.variant} - mmapck`;
    if (result.counterexamples.length === 0) {
      replaceChildren(main, verdictPage(result));
      return;
    }
    const number = Math.min(which, result.counterexamples.length - 1);
    const shown = tracePage(report, result, number, step, (at) => note(resultLink(result, number, at)), ending.signal);
    page = { result, which: number, go: shown.go };
    keys.set(shown.keys);
    replaceChildren(main, shown.node);
    scrollTo(0, 0);
    shown.start();
  }

  function showView(view, options) {
    document.title = `${view} - mmapck`;
    const pages = { results: resultsPage, matrix: matrixPage, coverage: coveragePage };
    if (view === "results") {
      keys.set([
        { keys: ["j", "ArrowDown"], words: "next result; Enter opens it", action: () => focusResult(1) },
        { keys: ["k", "ArrowUp"], words: "result before", action: () => focusResult(-1) },
      ]);
    }
    replaceChildren(
      main,
      pages[view](report, options, ({ unknown, ...next }) => note(viewLink(view, next))),
    );
  }

  function showHeader(view) {
    replaceChildren(
      header,
      element("a", { class: "brand", href: viewLink("results") }, "mmapck"),
      element(
        "nav",
        {},
        views.map((each) => element("a", { href: viewLink(each), "aria-current": each === view ? "page" : null }, each)),
      ),
      element("span", { class: "grow" }),
      button("◐", "Dark, light, or as the system (d)", nextTheme, { "aria-label": "Theme" }),
      button("?", "Keys (?)", () => keys.showHelp(), { "aria-label": "Keys" }),
    );
  }

  setTheme(storedTheme());
  addEventListener("hashchange", show);
  show();
}

start();

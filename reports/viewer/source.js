// SPDX-License-Identifier: Apache-2.0
// The source that a step comes from, with the lines that the run goes through.

const sourceLineHeight = 18;

function reachedText(results) {
  return results === undefined ? null : results === 0 ? "no run of these results gets here" : `reached in ${counted(results, "result")}`;
}

function sourcePanel(report, trace) {
  const calls = element("ol", { class: "call-stack", "aria-label": "Calls" });
  const title = element("h2", {}, "Source");
  const code = element("div", { class: "code", tabindex: "0", "aria-label": "Source" });
  let shown = null;
  let marks = new Map();

  /// Lines of a file that the run takes, fails at, or takes at last.
  function marksOf(file) {
    const lines = new Map();
    for (const step of trace.run.steps) {
      if (step.file !== file) continue;
      const mark = step.fault ? "fault" : step.unfinished ? "end" : (lines.get(step.line) ?? "taken");
      lines.set(step.line, mark);
    }
    for (const held of trace.held) if (held.where.file === file) lines.set(held.where.line, "held");
    return lines;
  }

  function load(file) {
    const lines = report.source(file);
    const reached = report.tested().files.find((each) => each.name === file)?.reached ?? new Map();
    shown = file;
    marks = marksOf(file);
    if (lines === null) {
      replaceChildren(
        code,
        element(
          "p",
          { class: "none" },
          file === "" ? "This step has no place in a file." : "The file could not be read when this page was written.",
        ),
      );
      return;
    }
    replaceChildren(
      code,
      lines.map((text, index) =>
        element(
          "div",
          {
            class: `source-line ${marks.get(index + 1) ?? ""}${reached.get(index + 1) === 0 ? " unreached" : ""}`,
            title: reachedText(reached.get(index + 1)),
          },
          element("span", { class: "number" }, String(index + 1)),
          element("span", { class: "text" }, text),
        ),
      ),
    );
  }

  function showWhere(where) {
    if (where.file !== shown) load(where.file);
    replaceChildren(title, "Source ", element("small", {}, whereText(where)));
    for (const node of code.querySelectorAll(".current")) node.classList.remove("current");
    const line = code.querySelectorAll(".source-line")[where.line - 1];
    if (!line) return;
    line.classList.add("current");
    code.scrollTop = Math.max(0, line.offsetTop - code.clientHeight / 2 + sourceLineHeight);
  }

  return {
    node: element("section", { class: "panel source" }, title, calls, code),
    showWhere,
    show(run, step) {
      if (!step) return;
      const chain = callsOf(run, step);
      replaceChildren(
        calls,
        chain.map((frame, index) =>
          element(
            "li",
            {},
            index === 0
              ? frame.function
              : button(frame.function, `Called at ${whereText(frame)}`, () => showWhere(frame), { class: "place" }),
          ),
        ),
      );
      showWhere(step);
    },
  };
}

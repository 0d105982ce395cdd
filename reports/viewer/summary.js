// SPDX-License-Identifier: Apache-2.0
// What a counterexample is about: the violation, the faults, what is held, who waits, and what passes.

/// `go` takes a step number, `showWhere` a position.
function traceSummary(trace, result, { go, showWhere }) {
  const place = (where, text) =>
    where.file === ""
      ? text
      : element(
          "button",
          { type: "button", class: "place", title: "Show the source", onclick: () => showWhere(where) },
          text ? `${text} ` : "",
          element("small", {}, whereText(where)),
        );
  const fact = (name, ...values) => [element("dt", {}, name), element("dd", {}, values)];
  const stepLink = (step) => element("button", { type: "button", class: "step-link", onclick: () => go(step) }, `step ${step}`);
  const task = (number) => `task ${trace.tasks[number].name}`;
  const cost = trace.cost;
  const facts = [
    trace.faults.map((fault) =>
      fact(
        "fault",
        element("b", { class: "bad" }, `${fault.site}() → ${fault.result}`),
        " ",
        element("span", { class: "class" }, fault.class),
        " ",
        place(fault.where, ""),
        " ",
        stepLink(fault.step),
        element("div", { class: "calls" }, `${task(fault.task)}: ${fault.calls.join(" › ")}`),
      ),
    ),
    trace.call && trace.blocked.length === 0
      ? fact(
          trace.call.returned ? "returned" : "inside",
          trace.call.returned && trace.call.value !== "" ? [element("b", {}, trace.call.value), " from "] : "",
          element("code", {}, trace.call.call),
          ` in ${task(trace.call.task)}`,
        )
      : null,
    trace.violation.function !== "" && trace.blocked.length === 0
      ? fact("at", place(trace.violation.where, trace.violation.function))
      : null,
    trace.blocked.map((blocked) =>
      fact(
        "blocked",
        element("b", { class: "bad" }, task(blocked.task)),
        ": ",
        element("code", {}, blocked.text),
        " ",
        place(blocked.where, ""),
        blocked.locks.map((lock) => element("div", {}, `waits for ${lock}`)),
      ),
    ),
    trace.violation.cycle.length > 0
      ? fact(
          "cycle",
          trace.violation.cycle.map((edge) => element("div", {}, edge)),
        )
      : null,
    trace.held.map((held) => fact(trace.at_a_moment ? "still held" : "held", heldParts(held, trace, place, stepLink))),
    trace.kept_by !== "" ? fact("kept by", trace.kept_by) : null,
    fact(
      "shortest",
      `${counted(cost.faults, "fault")}, ${counted(cost.moves, "move")}, ${counted(cost.switches, "context switch")}${cost.faults > 0 ? "; none with fewer faults" : ""}`,
    ),
    trace.passing
      ? fact("passing", trace.passing.words, trace.passing.parts.file === "" ? "" : ["; first differs at ", place(trace.passing.parts, "")])
      : fact("passing", element("span", { class: "note" }, trace.noPassing)),
    trace.replay === "" ? null : fact("replay", element("code", { class: "select" }, trace.replay)),
  ];
  return element(
    "section",
    { class: "summary" },
    element("h1", {}, element("span", { class: resultClass(result) }, "violated"), " ", trace.violation.kind),
    element(
      "p",
      { class: "scenario" },
      element("b", {}, result.file),
      " ",
      element("span", { class: "variant" }, result.variant),
      result.scenario === "" ? "" : ` — ${result.scenario}`,
      result.outcome === "expected"
        ? element("span", { class: "remark" }, " as expected")
        : element("span", { class: "remark bad" }, ` ${result.outcome}`),
    ),
    element("blockquote", {}, trace.violation.words),
    element("dl", {}, facts),
  );
}

function heldParts(held, trace, place, stepLink) {
  return [
    element("b", { class: "bad" }, held.words),
    " taken in ",
    place(held.where, held.function),
    " ",
    stepLink(held.step),
    trace.at_a_moment
      ? held.due.map((due) =>
          element("div", {}, "due in ", place(due.where, due.function), element("span", { class: "bad" }, " not called")),
        )
      : null,
    held.exits.length > 1 ? exitsTable(held.exits) : null,
  ];
}

/// The ways out of the call, one chip each: which give back what was taken, and which keep it.
function exitsTable(exits) {
  const chips = (kept) =>
    exits
      .filter((exit) => exit.kept === kept)
      .map((exit) =>
        element(
          "span",
          { class: `exit ${kept ? "kept" : "released"}`, title: exit.returned === "" ? "" : `returns ${exit.returned}` },
          exit.name,
        ),
      );
  const line = (word, kept) =>
    chips(kept).length === 0
      ? null
      : element("div", { class: "exits" }, `${word} on ${chips(kept).length} of ${exits.length} exits `, chips(kept));
  return [line("released", false), line("kept", true)];
}

// SPDX-License-Identifier: Apache-2.0
// The state after a step, and what changed in it.

function statePanel() {
  const holder = element("div", { class: "state" });
  const filter = element("input", {
    type: "search",
    placeholder: "Filter the state",
    "aria-label": "Filter the state",
    oninput: () => draw(),
  });
  const title = element("h2", {}, "State");
  let now = null;

  function draw() {
    if (!now) return;
    const { run, from, to } = now;
    replaceChildren(
      title,
      "State ",
      element("small", {}, to === 0 ? "at the start" : from < to ? `after step ${to}, changes since ${from - 1}` : `after step ${to}`),
    );
    if (to > run.states) {
      replaceChildren(holder, element("p", { class: "none" }, `The states after step ${run.states} are not in this page.`));
      return;
    }
    const words = wordsOf(filter.value);
    const wanted = (part) => words.every((word) => partName(part).toLowerCase().includes(word));
    const changes = changesOf(run, from, to).filter((change) => wanted(run.parts[change.part]));
    const changed = new Set(changes.map((change) => change.part));
    replaceChildren(
      holder,
      changes.length > 0
        ? element(
            "table",
            { class: "changes" },
            changes.map((change) =>
              element(
                "tr",
                {},
                element("th", { scope: "row" }, partName(run.parts[change.part])),
                element("td", {}, element("del", {}, change.before), " → ", element("ins", {}, change.after)),
              ),
            ),
          )
        : element("p", { class: "none" }, "Nothing changed here."),
      groupsOf(run, stateAfter(run, to), changed, wanted),
      run.blank > 0
        ? element(
            "p",
            { class: "note" },
            `${counted(run.blank, "part")} that ${run.blank === 1 ? "is" : "are"} 0, NULL, false or free throughout ${run.blank === 1 ? "is" : "are"} not listed.`,
          )
        : null,
    );
  }

  return {
    node: element("section", { class: "panel" }, title, filter, holder),
    show(run, from, to) {
      now = { run, from: Math.max(1, from), to };
      draw();
    },
  };
}

/// All values by object; those of an object that is free are not worth a line.
function groupsOf(run, values, changed, wanted) {
  const groups = new Map();
  const free = new Set(run.parts.filter((part, index) => part.name === "" && values[index] === "free").map((part) => part.group));
  for (const [index, part] of run.parts.entries()) {
    if (!wanted(part) || part.name === "") continue;
    if (!groups.has(part.group)) groups.set(part.group, []);
    groups
      .get(part.group)
      .push(
        element(
          "tr",
          { class: changed.has(index) ? "changed" : "" },
          element("th", { scope: "row" }, part.name),
          element("td", {}, values[index]),
        ),
      );
  }
  return [...groups].map(([group, rows]) =>
    element(
      "details",
      { class: "object", open: !free.has(group) },
      element("summary", {}, group === "" ? "globals" : group, free.has(group) ? element("small", {}, " free") : ""),
      element("table", {}, rows),
    ),
  );
}

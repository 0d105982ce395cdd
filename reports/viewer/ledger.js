// SPDX-License-Identifier: Apache-2.0
// What is held over time: tasks that run and wait, locks with who has them, references, charges and obligations. Time goes in steps.

const mostLedgerLines = 14;

function ledgerChart(trace, run, go) {
  const first = firstShownStep(trace, run);
  const last = Math.max(first, run.steps.length);
  const colours = taskColours(trace.tasks);
  const percent = (step) => `${(100 * (Math.min(Math.max(step, first), last + 1) - first)) / (last + 1 - first)}%`;
  const bar = (each, look, words) =>
    element("span", {
      class: `bar ${look}`,
      title: words,
      style: { left: percent(each.from), width: `max(3px, calc(${percent(Math.min(each.to, last + 1))} - ${percent(each.from)}))` },
    });
  const bad = run.ledger.filter((entry) => trace.held.some((held) => held.step === entry.from && held.words === entry.words));
  const isBad = (hold, name) =>
    hold.to === Infinity && bad.some((entry) => entry.kind === "lock" && entry.task === hold.task && entry.words.includes(` ${name}`));
  const until = (to) => (to === Infinity ? "never given back" : `to step ${to}`);
  const lines = [
    ...trace.tasks.map((task, number) => ({
      name: `task ${task.name}`,
      open: false,
      bars: [
        ...runsOf(run, number)
          .filter((each) => each.to > first)
          .map((each) => bar(each, `runs ${colours[number]}`, `${task.name} runs, steps ${each.from} to ${each.to - 1}`)),
        ...run.waits
          .filter((wait) => wait.task === number)
          .map((wait) =>
            bar(
              wait,
              "waits",
              `${task.name} waits for ${run.locks[wait.lock]} from step ${wait.from}${wait.to === Infinity ? " for ever" : ` ${until(wait.to)}`}`,
            ),
          ),
      ],
    })),
    ...run.locks.map((name, lock) => {
      const holds = run.holds.filter((hold) => hold.lock === lock && hold.to > first);
      return {
        name,
        open: holds.some((hold) => isBad(hold, name)),
        bars: holds.map((hold) =>
          bar(
            hold,
            `${colours[hold.task]} ${hold.reads ? "reads" : "holds"}${isBad(hold, name) ? " open" : ""}`,
            `${name}: ${trace.tasks[hold.task].name}${hold.reads ? " (read)" : ""}, step ${hold.from}, ${until(hold.to)}`,
          ),
        ),
      };
    }),
    ...otherEntries(run, first).map(([words, entries]) => ({
      name: words.replace(/, by task [^,]*$/, ""),
      open: entries.some((entry) => bad.includes(entry)),
      bars: entries.map((entry) =>
        bar(
          entry,
          `${colours[entry.task]} holds${bad.includes(entry) ? " open" : ""}`,
          `${entry.words}: ${entry.function} ${whereText(entry.where)}, step ${entry.from}, ${entry.freed ? `freed in step ${entry.to}` : until(entry.to)}`,
        ),
      ),
    })),
  ].filter((line) => line.bars.length > 0);
  return chartOf(lines, { first, last, percent, go, faults: run.steps.filter((step) => step.fault && step.number >= first) });
}

/// The first step that is not setup, unless the run ends in the setup.
function firstShownStep(trace, run) {
  const index = run.steps.findIndex((step) => trace.tasks[step.task].kind !== "setup");
  return index < 0 ? 1 : index + 1;
}

/// The stretches of steps in which a task runs; `to` is the step after the last.
function runsOf(run, task) {
  const stretches = [];
  for (const step of run.steps) {
    if (step.task !== task) continue;
    const current = stretches[stretches.length - 1];
    if (current && current.to === step.number) current.to = step.number + 1;
    else stretches.push({ from: step.number, to: step.number + 1 });
  }
  return stretches;
}

/// References, charges and obligations by what they are.
function otherEntries(run, first) {
  const entries = new Map();
  for (const entry of run.ledger) {
    if (entry.kind === "lock" || entry.to <= first) continue;
    if (!entries.has(entry.words)) entries.set(entry.words, []);
    entries.get(entry.words).push(entry);
  }
  return [...entries];
}

function chartOf(lines, { first, last, percent, go, faults }) {
  let all = lines.length <= mostLedgerLines;
  const cursor = element("span", { class: "cursor" });
  const body = element("div", { class: "chart" });
  const stepAt = (event, track) => {
    const box = track.getBoundingClientRect();
    return Math.min(last, first + Math.floor(((event.clientX - box.left) / box.width) * (last + 1 - first)));
  };
  function draw() {
    const quiet = lines.filter((line) => !line.open && !line.name.startsWith("task "));
    const left = all ? 0 : Math.max(0, lines.length - mostLedgerLines);
    const hidden = new Set(left > 0 ? quiet.slice(-left) : []);
    const tracks = lines
      .filter((line) => !hidden.has(line))
      .map((line) => {
        const track = element("div", { class: "track", onclick: (event) => go(stepAt(event, track)) }, line.bars);
        return [element("div", { class: `chart-name${line.open ? " bad" : ""}`, title: line.name }, line.name), track];
      });
    const overlay = element(
      "div",
      { class: "overlay" },
      faults.map((step) =>
        element("span", { class: "fault-line", title: `fault in step ${step.number}`, style: { left: percent(step.number) } }),
      ),
      cursor,
    );
    replaceChildren(body, tracks, overlay);
    more.hidden = hidden.size === 0;
    more.textContent = `${hidden.size} more`;
  }
  const more = button(
    "",
    "Show all",
    () => {
      all = true;
      draw();
    },
    { class: "more" },
  );
  draw();
  return {
    node: element(
      "details",
      { class: "ledger", open: true },
      element("summary", {}, "Held over time ", element("small", {}, `steps ${first} to ${last}`)),
      body,
      more,
    ),
    show(step) {
      cursor.style.setProperty("left", percent(step + 1));
      cursor.hidden = step < first;
    },
  };
}

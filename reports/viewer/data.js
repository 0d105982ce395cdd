// SPDX-License-Identifier: Apache-2.0
// The data of the page, as reports/html.cpp, html_trace.cpp and html_run.cpp write it, in the names that the other files use.

function elementsWith(what) {
  return [...document.querySelectorAll(`script[data-what="${what}"]`)];
}

function parsedElement(what) {
  return JSON.parse(elementsWith(what)[0].textContent);
}

/// What the page knows. Traces are read when they are first asked for: a page may have hundreds.
function readReport() {
  const texts = parsedElement("texts");
  texts.places = parsedElement("places").map(([file, line, text]) => ({ file: texts[file], line, text: texts[text] }));
  const traces = elementsWith("trace");
  const results = elementsWith("result").map((node) => JSON.parse(node.textContent));
  const known = new Map();
  let coverage = null;
  let sources = null;
  let tested = null;
  let next = 0;
  for (const [index, result] of results.entries()) {
    result.index = index;
    result.firstTrace = next;
    next += result.counterexamples.length;
  }
  return {
    run: parsedElement("run"),
    results,
    trace(result, which) {
      const number = result.firstTrace + which;
      if (!known.has(number)) known.set(number, readTrace(JSON.parse(traces[number].textContent), texts));
      return known.get(number);
    },
    coverage() {
      coverage ??= readCoverage(parsedElement("coverage"), texts);
      return coverage;
    },
    tested() {
      tested ??= readTested(parsedElement("tested"));
      return tested;
    },
    /// The lines of a file; null where it could not be read when the report was written.
    source(file) {
      sources ??= parsedElement("sources");
      return Object.hasOwn(sources, file) && sources[file] !== null ? sources[file].split("\n") : null;
    },
  };
}

function readWhere([file, line], texts) {
  return { file: texts[file], line };
}

function readTrace(raw, texts) {
  const where = (each) => ({ ...each, where: readWhere(each.where, texts) });
  return {
    ...raw,
    tasks: raw.tasks.map(([name, kind]) => ({ name, kind })),
    violation: where(raw.violation),
    faults: raw.faults.map(where),
    blocked: raw.blocked.map(where),
    held: raw.held.map((held) => ({
      ...where(held),
      due: held.due.map(where),
      exits: held.exits.map((exit) => ({ ...exit, parts: readWhere(exit.parts, texts) })),
    })),
    run: readRun(raw.run, texts),
    noPassing: raw.passing.run ? "" : raw.passing.words,
    passing: raw.passing.run && { ...raw.passing, parts: readWhere(raw.passing.parts, texts), run: readRun(raw.passing.run, texts) },
  };
}

/// Steps count from 1; what never ends has the end Infinity.
function readRun(raw, texts) {
  const end = (to) => (to === 0 ? Infinity : to);
  const frames = raw.frames.map(([parent, name, kind, file, line]) => ({ parent, function: texts[name], kind, file: texts[file], line }));
  for (const frame of frames) frame.depth = frame.parent < 0 ? 0 : frames[frame.parent].depth + 1;
  const parts = raw.parts.map(([group, name, start]) => ({ group: texts[group], name: texts[name], start: texts[start] }));
  const values = parts.map((part) => part.start);
  const steps = raw.steps.map(([task, flags, frame, place, returned = -1, ...changes], index) => {
    const step = {
      number: index + 1,
      task,
      fault: (flags & 2) !== 0,
      unfinished: (flags & 4) !== 0,
      frame: frames[frame],
      ...texts.places[place],
      returned: returned < 0 ? "" : texts[returned],
      changes: [],
    };
    for (let i = 0; i < changes.length; i += 2) {
      const part = changes[i];
      const after = texts[changes[i + 1]];
      step.changes.push({ part, before: values[part], after });
      values[part] = after;
    }
    return step;
  });
  return {
    frames,
    parts,
    blank: raw.blank,
    states: raw.states,
    steps,
    tree: raw.tree.map(([step, task, depth, text, notes, aside]) => ({
      step,
      task,
      depth,
      text: texts[text],
      notes: notes.map((note) => texts[note]),
      aside: aside === 1,
    })),
    ledger: raw.ledger.map(([kind, words, task, from, to, freed, name, file, line]) => ({
      kind,
      words: texts[words],
      task,
      from,
      to: end(to),
      freed: freed === 1,
      function: texts[name],
      where: { file: texts[file], line },
    })),
    locks: raw.locks.map((name) => texts[name]),
    holds: raw.holds.map(([lock, task, reads, from, to]) => ({ lock, task, reads: reads === 1, from, to: end(to) })),
    waits: raw.waits.map(([lock, task, from, to]) => ({ lock, task, from, to: end(to) })),
  };
}

function readCoverage(raw, texts) {
  return {
    cleanup: raw.cleanup.map(([text, name, file, line]) => ({ text: texts[text], function: texts[name], file: texts[file], line })),
    faults: raw.faults.map((fault) => ({
      ...fault,
      where: readWhere(fault.where, texts),
      of: fault.of.map(([variant, results, taken, unreachable, cleanup]) => ({
        variant: texts[variant],
        results,
        taken,
        unreachable,
        cleanup,
      })),
    })),
  };
}

/// `reached` says of a line in how many results some run reaches it; lines without a step are not in it.
function readTested(raw) {
  const names = (all) => all.map(([name, verdict, executed, results]) => ({ name, verdict, executed, results }));
  const files = raw.files.map(([name, linesReached, lines, branchesReached, branches, byLine]) => {
    const reached = new Map();
    for (let i = 0; i < byLine.length; i += 2) reached.set(byLine[i], byLine[i + 1]);
    return { name, linesReached, lines, branchesReached, branches, reached };
  });
  const uncalled = raw.uncalled.map(([site, faultClass, error, name, file, line, why]) => ({ site, class: faultClass, error, function: name, file, line, why }));
  return { uncalled, hooks: names(raw.hooks), invariants: names(raw.invariants), files };
}

/// "drivers/resctrl.c:41".
function whereText(where) {
  return where.file === "" ? "" : where.line === 0 ? where.file : `${where.file}:${where.line}`;
}

/// The calls that a step is in, the task's own body first.
function callsOf(run, step) {
  const calls = [];
  for (let frame = step.frame; frame; frame = frame.parent < 0 ? null : run.frames[frame.parent]) calls.unshift(frame);
  return calls;
}

/// The values of all parts of the state after a step; 0 is the start.
function stateAfter(run, number) {
  const values = run.parts.map((part) => part.start);
  for (const step of run.steps.slice(0, number)) for (const change of step.changes) values[change.part] = change.after;
  return values;
}

/// What steps from..to changed together, in the order of parts.
function changesOf(run, from, to) {
  const changes = new Map();
  for (const step of run.steps.slice(from - 1, to)) {
    for (const { part, before, after } of step.changes)
      changes.set(part, { part, before: changes.has(part) ? changes.get(part).before : before, after });
  }
  return [...changes.values()].filter((change) => change.before !== change.after).sort((a, b) => a.part - b.part);
}

function partName(part) {
  return part.name === "" ? part.group : part.group === "" || part.group === "locks" ? part.name : `${part.group}.${part.name}`;
}

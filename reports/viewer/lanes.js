// SPDX-License-Identifier: Apache-2.0
// Lanes beside the lines of a run: one for each task, one for each lock, from top to bottom.

const laneWidth = 16;
const mostLocks = 16;

/// The colour of a task, by its place among those that are not setup: "task-0" ... "task-5", or "task-none".
function taskColours(tasks) {
  let next = 0;
  return tasks.map((task) => (task.kind === "setup" || task.kind === "teardown" ? "task-none" : `task-${next++ % 6}`));
}

/// The tasks and locks that have a lane: tasks with a row; locks that somebody has or waits for in these rows, those of the end and of waits first if there are too many.
function lanesOf(trace, run, rows) {
  const tasks = trace.tasks.map((task, index) => index).filter((task) => rows.some((row) => row.task === task));
  const first = rows.length > 0 ? rows[0].step : 1;
  const last = rows.length > 0 ? rows[rows.length - 1].until : 0;
  const present = (each) => each.to >= first && each.from <= last;
  const weight = (lock) =>
    (run.waits.some((wait) => wait.lock === lock) ? 2 : 0) + (run.holds.some((hold) => hold.lock === lock && hold.to === Infinity) ? 1 : 0);
  const all = run.locks
    .map((_, lock) => lock)
    .filter((lock) => run.holds.some((hold) => hold.lock === lock && present(hold)) || run.waits.some((wait) => wait.lock === lock));
  const locks = [...all]
    .sort((a, b) => weight(b) - weight(a) || a - b)
    .slice(0, mostLocks)
    .sort((a, b) => a - b);
  return {
    tasks,
    locks,
    left: all.length - locks.length,
    colours: taskColours(trace.tasks),
    width: (tasks.length + locks.length) * laneWidth,
  };
}

/// What is drawn in each row, worked out once: spans of holds and waits, first and last rows of tasks.
function laneSpans(run, rows, lanes) {
  const row = (step) => rowOfStep(rows, step);
  const lastRow = rows.length - 1;
  const span = (each) => ({
    ...each,
    first: row(Math.max(each.from, 1)),
    last: each.to === Infinity ? lastRow : row(each.to),
    open: each.to === Infinity,
  });
  const holds = run.holds.filter((hold) => lanes.locks.includes(hold.lock)).map(span);
  const waits = run.waits.filter((wait) => lanes.locks.includes(wait.lock)).map(span);
  const tasks = lanes.tasks.map((task) => ({
    task,
    first: rows.findIndex((each) => each.task === task),
    last: rows.findLastIndex((each) => each.task === task),
  }));
  return { holds, waits, tasks };
}

/// The drawing of one row.
function laneDrawing(index, row, lanes, spans) {
  const middle = rowHeight / 2;
  const x = (lane) => lane * laneWidth + laneWidth / 2;
  const taskLane = (task) => x(lanes.tasks.indexOf(task));
  const lockLane = (lock) => x(lanes.tasks.length + lanes.locks.indexOf(lock));
  const line = (x1, y1, x2, y2, look) => drawing("line", { x1, y1, x2, y2, class: look });
  const parts = [];
  for (const { task, first, last } of spans.tasks) {
    if (index < first || index > last) continue;
    const waits = spans.waits.some((wait) => wait.task === task && index > wait.first && index <= wait.last);
    parts.push(
      line(
        taskLane(task),
        index === first ? middle : 0,
        taskLane(task),
        index === last ? middle : rowHeight,
        `thread ${lanes.colours[task]}${waits ? " waits" : ""}`,
      ),
    );
  }
  for (const hold of spans.holds) {
    if (index < hold.first || index > hold.last) continue;
    const at = lockLane(hold.lock);
    const top = index === hold.first ? middle - 4 : 0;
    const bottom = index === hold.last && !hold.open ? middle + 4 : rowHeight;
    parts.push(line(at, top, at, bottom, `hold ${lanes.colours[hold.task]}${hold.reads ? " reads" : ""}`));
    if (index === hold.first) parts.push(line(taskLane(hold.task), middle, at, middle, `takes ${lanes.colours[hold.task]}`));
  }
  for (const wait of spans.waits) {
    if (index !== wait.first && !(wait.open && index === wait.last)) continue;
    parts.push(
      line(taskLane(wait.task), middle, lockLane(wait.lock), middle, "wait"),
      drawing("circle", { cx: lockLane(wait.lock), cy: middle, r: 4, class: "wait" }),
    );
  }
  if (!row.continued && lanes.tasks.includes(row.task)) {
    parts.push(
      drawing("circle", {
        cx: taskLane(row.task),
        cy: middle,
        r: row.look === "" ? 3.5 : 5.5,
        class: `at ${lanes.colours[row.task]} ${row.look}`,
      }),
    );
  }
  return drawing("svg", { class: "lanes", width: lanes.width, height: rowHeight, "aria-hidden": "true" }, parts);
}

/// Names above the lanes, from bottom to top.
function laneNames(trace, run, lanes) {
  const name = (text, look) => element("span", { class: `lane-name ${look}`, title: text }, text);
  return element(
    "div",
    { class: "lane-names", style: { width: `${lanes.width}px` } },
    lanes.tasks.map((task) => name(trace.tasks[task].name, `task ${lanes.colours[task]}`)),
    lanes.locks.map((lock) => name(run.locks[lock], "lock")),
  );
}

// SPDX-License-Identifier: Apache-2.0
"use strict";
const assert = require("node:assert");
const { after, before, test } = require("node:test");
const { page, launch, open, hostilePage, longPage, markup } = require("./browser.js");

const leak = "#scenarios/hooks/merge-after-prepare.json@rfc-2025-09";
const deadlock = "#scenarios/locks/opposite-order.json@rfc-2025-09";
const everyRunFails = "#scenarios/bugs/071-move-copies-queue-before.json@v7.3";

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

/// Opens a page, tries something, and holds the page to having been quiet: no complaints, no requests but for itself.
async function trying(file, hash, action, options) {
  const tab = await open(browser, file, hash, options);
  await action(tab);
  assert.deepEqual(tab.complaints, []);
  assert.deepEqual(
    tab.requests.filter((url) => !url.startsWith(`file://${file}`)),
    [],
  );
  await tab.close();
}

/// Follows a link within the page and comes back when the page has followed it, too: it hears of it later.
const follow = (tab, hash) =>
  tab.evaluate(
    (to) =>
      new Promise((followed) => {
        const from = location.hash;
        addEventListener("hashchange", () => followed(), { once: true });
        location.hash = to;
        if (location.hash === from) followed();
      }),
    hash,
  );

const address = (tab) => tab.evaluate(() => decodeURIComponent(location.hash));
const position = (tab) => tab.textContent(".position");
const currentStep = async (tab) => Number((await position(tab)).match(/\d+/)[0]);

test("results: all of them, those of a search, those of an outcome; the address keeps it", () =>
  trying(page, "", async (tab) => {
    const all = await tab.locator(".result").count();
    assert.ok(all > 10);
    await tab.fill("#search", "merge-after lock-held");
    assert.equal(await tab.locator(".result").count(), 1);
    assert.match(await tab.textContent(".shown"), /^1 of \d+ shown$/);
    assert.equal(await address(tab), "#results?q=merge-after+lock-held");
    await tab.fill("#search", "");
    await tab.click(".chip.violated");
    const violated = await tab.locator(".result").count();
    assert.ok(violated > 0 && violated < all);
    assert.equal(await tab.locator(".result .verdict.violated").count(), violated);
    await tab.fill("#search", "nothing has this name");
    assert.equal(await tab.textContent(".results"), "No result has all of that.");
    await follow(tab, "#results?q=relay&variant=v7.1");
    assert.equal(await tab.locator(".result").count(), 1);
  }));

test("a result leads to its counterexample, and back", () =>
  trying(page, "#results?q=merge-after+lock-held", async (tab) => {
    await tab.click(".result");
    await tab.waitForSelector(".trace .row");
    assert.match(await tab.textContent("h1"), /lock-held-at-return/);
    assert.match(await tab.textContent(".summary"), /still held/);
    assert.match(await address(tab), new RegExp(`^${leak}/\\d+$`));
    await tab.goBack();
    await tab.waitForSelector(".results");
  }));

test("the matrix has a cell for each result, in the order of kernels", () =>
  trying(page, "#matrix", async (tab) => {
    const results = await tab.evaluate(() => document.querySelectorAll("script[data-what=result]").length);
    assert.equal(await tab.locator(".matrix td a").count(), results);
    const variants = await tab.locator(".matrix thead th").allTextContents();
    assert.ok(
      variants.indexOf("v6.16") < variants.indexOf("rfc-2025-09") && variants.indexOf("v7.1") < variants.indexOf("ref"),
      variants.join(" "),
    );
    await tab.click(".matrix td a.violated");
    await tab.waitForSelector(".trace .row");
  }));

test("coverage: fault points, and what is given back after them", () =>
  trying(page, "#coverage", async (tab) => {
    assert.match(await tab.textContent(".totals"), /^\d+ fault points: \d+ taken by some run, \d+ by none$/);
    const rows = await tab.locator(".coverage tbody tr").count();
    assert.ok(rows > 5 && (await tab.locator(".coverage .dot").count()) > rows);
    assert.equal(await tab.locator(".tables section").count(), 4);
    assert.match(await tab.textContent(".tables"), /Hooks.*executed.*Invariants.*executed.*Files.*model\/kernel\/mm\/.*\d+ of \d+/s);
    assert.match(await tab.textContent(".tables"), /Missed fault points.*alloc_bprm.*-ENOMEM alloc-may-fail.*nothing here calls execve\(\)/s);
    await tab.fill("#search", "vm_area_alloc");
    assert.ok((await tab.locator(".coverage tbody tr").count()) < rows);
  }));

test("a link to a step shows that step: its line, its source, its state", () =>
  trying(page, `${leak}/60`, async (tab) => {
    await tab.click("text=every step");
    assert.match(await position(tab), /^step 60 of \d+$/);
    assert.equal(await tab.locator(".row.chosen .number").textContent(), "60");
    assert.equal(await tab.locator(".source-line.current").count(), 1);
    assert.ok((await tab.locator(".row.chosen").boundingBox()).y < 900, "in sight");
    assert.match(await tab.textContent(".panel.source h2"), /\.(c|h|json):\d+$/);
    assert.match(await tab.textContent(".panel:not(.source) h2"), /^State after step 60$/);
    await follow(tab, `${leak}/61`);
    assert.match(await position(tab), /^step 61 /);
  }));

test("addresses that name nothing say so", async () => {
  await trying(page, "#scenarios/none.json@v1/3", async (tab) =>
    assert.match(await tab.textContent("#main"), /Nothing here is called scenarios\/none.json v1/),
  );
  await trying(page, "#%E0%A4%A", async (tab) => assert.match(await tab.textContent("#main"), /Nothing here is called/));
  await trying(page, `${leak}~9/999999`, async (tab) => assert.equal((await position(tab)).replace(/step (\d+) of \1$/, "last"), "last"));
});

test("keys: steps, faults, every step, views, help", () =>
  trying(page, `${leak}/1`, async (tab) => {
    await tab.keyboard.press("Home");
    const start = await currentStep(tab);
    await tab.keyboard.press("j");
    assert.ok((await currentStep(tab)) > start);
    await tab.keyboard.press("k");
    assert.equal(await currentStep(tab), start);
    await tab.keyboard.press("End");
    const last = await currentStep(tab);
    await tab.keyboard.press("Home");
    assert.ok((await currentStep(tab)) < last);
    await tab.keyboard.press("f");
    assert.match(await tab.textContent(".row.chosen .note"), /held by|FAULT/);
    await tab.keyboard.press("e");
    assert.ok(await tab.isChecked("label:has-text('every step') input"));
    await tab.keyboard.press("?");
    const help = await tab.textContent("#help");
    for (const key of ["j", "f", "e", "p", "/", "m"]) assert.ok((await tab.locator("#help kbd").allTextContents()).includes(key), key);
    assert.match(help, /next fault, then the violation/);
    await tab.keyboard.press("Escape");
    await tab.waitForSelector("#help", { state: "hidden" });
    await tab.keyboard.press("m");
    await tab.waitForSelector(".matrix");
    await tab.keyboard.press("c");
    await tab.waitForSelector(".coverage");
    await tab.keyboard.press("]");
    await tab.waitForSelector(".trace .row");
    const theme = () => tab.evaluate(() => getComputedStyle(document.documentElement).colorScheme);
    await tab.keyboard.press("d");
    assert.equal(await theme(), "light");
    await tab.keyboard.press("d");
    assert.equal(await theme(), "dark");
  }));

test("keys of the list: down, up, open", () =>
  trying(page, "", async (tab) => {
    for (const key of ["j", "j", "k"]) await tab.keyboard.press(key);
    assert.equal(await tab.evaluate(() => [...document.querySelectorAll(".result")].indexOf(document.activeElement)), 0);
    await tab.keyboard.press("Enter");
    await tab.waitForSelector(".trace");
  }));

test("find in the run goes from line to line that has it", () =>
  trying(page, `${leak}/1`, async (tab) => {
    await tab.keyboard.press("/");
    await tab.keyboard.type("mutex_lock");
    await tab.keyboard.press("Enter");
    assert.match(await tab.textContent(".row.chosen"), /mutex_lock/);
    await tab.fill("#search", "no such text");
    await tab.keyboard.press("Enter");
    assert.equal(await tab.locator("#search.missing").count(), 1);
  }));

test("the state names what a line changed, before and after", () =>
  trying(page, `${leak}/1`, async (tab) => {
    await tab.fill("#search", "mutex_lock");
    await tab.press("#search", "Enter");
    const changes = await tab.textContent(".changes");
    assert.match(changes, /mutexfree → A/);
    assert.equal(await tab.locator(".object:has(summary:text-is('locks')) tr.changed td").textContent(), "A");
    await tab.fill("input[aria-label='Filter the state']", "no such part");
    assert.equal(await tab.locator(".state tr").count(), 0);
    assert.match(await tab.textContent(".state"), /parts that are 0, NULL, false or free throughout are not listed/);
  }));

test("lanes: a lock that is held has a line in the colour of its task, a wait an edge", () =>
  trying(page, `${deadlock}/99999`, async (tab) => {
    assert.ok((await tab.locator(".lane-name.lock").count()) >= 2);
    assert.ok((await tab.locator(".row .hold.task-0").count()) > 0);
    assert.ok((await tab.locator(".row line.wait").count()) > 0);
    assert.match(await tab.textContent(".summary"), /blocked.*waits for pair_b, held by B/s);
    assert.equal(await tab.locator(".track .bar.waits").count(), 2);
    const wrong = await tab.evaluate(() =>
      [...document.querySelectorAll(".row svg")].some(
        (svg) => svg.getBoundingClientRect().left !== document.querySelector(".lane-names").getBoundingClientRect().left,
      ),
    );
    assert.equal(wrong, false, "lanes stand below their names");
  }));

test("lines that cannot have led to the violation are pale, and the head says so", () =>
  trying(page, "#scenarios/bugs/098-update-lost-before.json@v7.3", async (tab) => {
    assert.ok((await tab.locator(".row.aside").count()) > 0);
    assert.match(await tab.textContent(".timeline-head"), /pale lines do not lead to the violation/);
  }));

test("held over time: a click goes to that step; what is held at last is marked", () =>
  trying(page, leak, async (tab) => {
    assert.ok((await tab.locator(".bar.open").count()) >= 1);
    const track = tab.locator(".track").first();
    const box = await track.boundingBox();
    await track.click({ position: { x: box.width / 2, y: 4 }, force: true });
    const middle = await currentStep(tab);
    await track.click({ position: { x: box.width - 2, y: 4 }, force: true });
    assert.ok((await currentStep(tab)) > middle);
  }));

test("the passing run stands beside it, and where they part is marked once", async () => {
  await trying(page, leak, async (tab) => {
    await tab.keyboard.press("p");
    assert.equal(await tab.locator(".row.parts").count(), 1);
    assert.ok((await tab.locator(".row.differs").count()) > 0);
    const around = await tab.evaluate(() =>
      ["previousElementSibling", "nextElementSibling"].map((side) =>
        [...document.querySelector(".row.parts")[side].querySelectorAll(".half")].map((each) => each.textContent),
      ),
    );
    assert.equal(around[0].length, 2);
    assert.equal(around[0][0], around[0][1]);
    assert.notEqual(around[1][0], around[1][1]);
    assert.match(await tab.textContent(".row.chosen .half"), /vma_iter_prealloc/);
    assert.match(await tab.textContent(".timeline-head"), /lock-held-at-return.*passes.*if/);
    await tab.keyboard.press("p");
    assert.equal(await tab.locator(".row.pair").count(), 0);
  });
  await trying(page, everyRunFails, async (tab) => {
    assert.ok(await tab.isDisabled("label:has-text('passing run') input"));
    assert.match(await tab.textContent(".summary"), /none: every run ends in /);
    await tab.keyboard.press("p");
    assert.equal(await tab.locator(".row.pair").count(), 0);
  });
});

test("ten thousand steps: few rows at a time, any step at once", () =>
  trying(longPage(10000), "", async (tab) => {
    const first = await tab.evaluate(() => {
      const result = [...document.querySelectorAll("script[data-what=result]")]
        .map((each) => JSON.parse(each.textContent))
        .find((each) => each.counterexamples.length > 0);
      return `#${result.file}@${result.variant}/9000`;
    });
    await follow(tab, first);
    await tab.keyboard.press("e");
    assert.equal(await position(tab), "step 9000 of 10000");
    assert.ok((await tab.locator(".row").count()) < 120);
    await tab.keyboard.press("End");
    assert.equal(await position(tab), "step 10000 of 10000");
    assert.equal(await tab.locator(".row.chosen").isVisible(), true);
    await tab.keyboard.press("Home");
    assert.equal(await position(tab), "step 1 of 10000");
    await tab.evaluate(() => {
      document.querySelector(".virtual").scrollTop = 100000;
    });
    await tab.waitForFunction(() => Number(document.querySelector(".row .number").textContent) > 1000);
    assert.ok((await tab.locator(".row").count()) < 120);
  }));

test("markup in every string stays text, on every page", async () => {
  const file = hostilePage();
  const quiet = async (tab) => {
    assert.equal(await tab.locator("#main img, #main script, header img, dialog img").count(), 0);
    assert.equal(await tab.evaluate(() => window.hit), undefined);
  };
  await trying(file, "", async (tab) => {
    assert.ok((await tab.textContent(".result .name")).startsWith(markup));
    await quiet(tab);
    for (const view of ["#matrix", "#coverage"]) {
      await follow(tab, view);
      assert.ok((await tab.locator("#main tbody tr").count()) > 0);
      await quiet(tab);
    }
    await tab.keyboard.press("r");
    await tab.waitForSelector(".results");
    const links = await tab
      .locator(".result:has(.verdict.violated)")
      .evaluateAll((nodes) => nodes.map((node) => node.getAttribute("href")));
    assert.ok(links.length >= 4);
    for (const link of links) {
      await follow(tab, link);
      assert.ok((await tab.textContent("h1")).includes(markup));
      for (const key of ["e", "p", "End", "e", "Home", "?", "Escape"]) await tab.keyboard.press(key);
      await quiet(tab);
    }
  });
});

test("a telephone: nothing is wider than the screen but what scrolls by itself", async () => {
  for (const hash of ["", "#matrix", "#coverage", leak, deadlock]) {
    await trying(page, hash, async (tab) => assert.ok(await tab.evaluate(() => document.documentElement.scrollWidth <= innerWidth)), {
      viewport: { width: 390, height: 844 },
    });
  }
});

test("paper: every line of the run, no buttons", () =>
  trying(page, `${leak}/1`, async (tab) => {
    const lines = await tab.evaluate(() => document.querySelector(".rows").offsetHeight / 22);
    await tab.emulateMedia({ media: "print" });
    await tab.waitForFunction((count) => document.querySelectorAll(".row").length === count, lines);
    assert.equal(await tab.isVisible(".toolbar"), false);
    await tab.emulateMedia({ media: "screen" });
    await tab.waitForFunction((count) => document.querySelectorAll(".row").length < count, lines);
  }));

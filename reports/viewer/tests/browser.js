// SPDX-License-Identifier: Apache-2.0
// A browser for the tests, and pages that no run would write: with markup in every string, with a very long trace.
"use strict";
const fs = require("node:fs");
const path = require("node:path");
const { chromium } = require("playwright-core");

const page = process.env.MMAPCK_PAGE;

const patience = 300_000; // ms; a last resort, on the slowest machine, against a page that waits for ever

function launch() {
  // Chromium's own sandbox does not work for root, as in most containers; the pages are ours.
  return chromium.launch({ executablePath: process.env.MMAPCK_CHROMIUM, args: ["--no-sandbox"], timeout: patience });
}

/// Opens a page from its file and keeps what it complains of and what it asks for.
async function open(browser, file, hash = "", options = {}) {
  const tab = await browser.newPage({ viewport: { width: 1400, height: 900 }, ...options });
  tab.setDefaultTimeout(patience);
  tab.complaints = [];
  tab.requests = [];
  tab.on("console", (message) => ["error", "warning"].includes(message.type()) && tab.complaints.push(message.text()));
  tab.on("pageerror", (error) => tab.complaints.push(error.stack));
  tab.on("dialog", (dialog) => (tab.complaints.push(`dialog ${dialog.message()}`), dialog.dismiss()));
  tab.on("request", (request) => tab.requests.push(request.url()));
  await tab.goto(`file://${file}${hash}`);
  await tab.waitForSelector("#main > *");
  return tab;
}

const documents = /(<script type="application\/json" data-what="(\w+)">)(.*?)(<\/script>)/gs;

/// The page with its documents changed by change(what, document), beside the original.
function changedPage(name, change) {
  const text = fs
    .readFileSync(page, "utf8")
    .replace(
      documents,
      (_, begin, what, json, end) => begin + JSON.stringify(change(what, JSON.parse(json))).replaceAll("<", "\\u003c") + end,
    );
  const file = path.join(path.dirname(page), name);
  fs.writeFileSync(file, text);
  return file;
}

/// Words that the page compares; all others are names and texts, and get markup around them.
const vocabulary = new Set([
  "holds",
  "violated",
  "vacuous",
  "inconclusive",
  "expected",
  "unexpected",
  "setup",
  "normal",
  "daemon",
  "teardown",
  "lock",
  "reference",
  "charge",
  "obligation",
  "system call",
  "hook",
  "function",
  "task",
  "primitive",
  "locks",
  "free",
  "",
]);
const markup = '<img src=x onerror="window.hit=1"><script>window.hit=1</script>';

function hostile(value) {
  if (typeof value === "string") return vocabulary.has(value) ? value : `${markup}'"&amp;${value}`;
  if (Array.isArray(value)) return value.map(hostile);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, hostile(each)]));
}

function hostilePage() {
  return changedPage("hostile.html", (what, document) =>
    what === "sources"
      ? Object.fromEntries(Object.entries(document).map(([file, text]) => [hostile(file), hostile(text)]))
      : hostile(document),
  );
}

/// The first trace again and again, until it has so many steps.
function longPage(count) {
  let first = true;
  return changedPage("long.html", (what, document) => {
    if (what !== "trace" || !first) return document;
    first = false;
    const run = document.run;
    const { length } = run.steps;
    const at = (i) => Math.floor(i / length) * length;
    const steps = Array.from({ length: count }, (_, i) => run.steps[i % length]);
    const tree = [];
    for (let begin = 0; begin < count; begin += length)
      tree.push(...run.tree.map(([step, ...rest]) => [Math.min(count, step + begin), ...rest]));
    return { ...document, run: { ...run, steps, tree, states: count }, long: at(count) };
  });
}

module.exports = { page, launch, open, hostilePage, longPage, markup };

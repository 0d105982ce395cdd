// SPDX-License-Identifier: Apache-2.0
// What programs that read reports say to ours, and to ones that were broken.
import assert from 'node:assert';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import test from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';

const folder = process.env.MMAPCK_REPORTS;
const here = path.dirname(fileURLToPath(import.meta.url));
const require = createRequire(path.join(folder, 'package.json'));
const read = (name) => fs.readFileSync(path.join(folder, name), 'utf8');

/** A file with this content, beside the reports. */
function written(name, content) {
  const file = path.join(folder, name);
  fs.writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

const schemaCode = (schema, file) => spawnSync('python3', ['-W', 'ignore', '-m', 'jsonschema', '-i', file, schema]).status;

/** The parser of Mermaid, in a page that is not there. */
async function mermaidParser() {
  const { JSDOM } = require('jsdom');
  globalThis.window ??= new JSDOM('<body></body>').window;
  globalThis.document ??= globalThis.window.document;
  return (await import(pathToFileURL(path.join(folder, 'node_modules/mermaid/dist/mermaid.core.mjs')))).default;
}

test('mermaid: its parser reads the diagram, and no lock is given back that is not held', async () => {
  const mermaid = await mermaidParser();
  const diagram = read('good.mmd');
  assert.ok(await mermaid.parse(diagram));
  await assert.rejects(mermaid.parse(diagram.replace('\nactivate', '\ndeactivate')));
  await assert.rejects(mermaid.parse(diagram.replace('participant', 'particpant')));
});

test('mermaid: its parser reads the graphs', async () => {
  const mermaid = await mermaidParser();
  for (const name of ['control-flow', 'lock-order', 'states']) {
    const graph = read(`${name}.mmd`);
    assert.ok(graph.split('\n').length > 15, name);
    assert.ok(await mermaid.parse(graph), name);
    await assert.rejects(mermaid.parse(graph.replace('["', '[')), name);
    await assert.rejects(mermaid.parse(graph.replace('"]', ']')), name);
  }
});

test('itf: the reader of Quint finds every state', () => {
  const { ofItf } = require('@informalsystems/quint/dist/src/itf.js');
  const trace = JSON.parse(read('good.itf.json'));
  assert.equal(ofItf(trace).length, trace.states.length);
  const broken = structuredClone(trace);
  broken.states[0][broken.vars[0]] = { '#bigint': 'one' };
  assert.throws(() => ofItf(broken));
});

/** How much the validator finds; its exit code does not say. */
function multitoolResults(file) {
  const log = `${file}.log`;
  fs.rmSync(log, { force: true });
  spawnSync(path.join(folder, 'node_modules/@microsoft/sarif-multitool-linux/Sarif.Multitool'),
    ['validate', file, '--rule-kind', 'Sarif;Ghas', '--level', 'Error', '--kind', 'Fail', '-o', log, '--log', 'ForceOverwrite'],
    { env: { ...process.env, DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: '1' } });
  return JSON.parse(fs.readFileSync(log, 'utf8')).runs.flatMap((run) => run.results ?? []);
}

test('sarif: the validator of Microsoft with the rules of GitHub, and the schema', () => {
  const schema = path.join(folder, 'node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json');
  for (const name of ['good.sarif', 'finding.sarif']) {
    assert.deepEqual(multitoolResults(path.join(folder, name)), []);
    assert.equal(schemaCode(schema, path.join(folder, name)), 0);
  }
  const sarif = JSON.parse(read('finding.sarif'));
  assert.ok(sarif.runs[0].results.length > 0);
  const breaking = {
    line: (result) => { result.locations[0].physicalLocation.region.startLine = 0; },
    rule: (result) => { result.ruleIndex = 99; },
    nowhere: (result) => { delete result.locations; },
  };
  for (const [name, breakIt] of Object.entries(breaking)) {
    const broken = structuredClone(sarif);
    breakIt(broken.runs[0].results[0]);
    assert.notEqual(multitoolResults(written(`broken-${name}.sarif`, broken)).length, 0, name);
  }
  const level = structuredClone(sarif);
  level.runs[0].results[0].level = 'grave';
  assert.notEqual(schemaCode(schema, written('broken-level.sarif', level)), 0);
});

test('gitlab: the schema of code quality', () => {
  const schema = path.join(here, 'gitlab.schema.json');
  for (const name of ['good.gitlab.json', 'finding.gitlab.json']) assert.equal(schemaCode(schema, path.join(folder, name)), 0);
  const items = JSON.parse(read('finding.gitlab.json'));
  assert.ok(items.length > 0);
  const breaking = {
    severity: (item) => { item.severity = 'grave'; },
    path: (item) => { item.location.path = './a.c'; },
    fingerprint: (item) => { delete item.fingerprint; },
  };
  for (const [name, breakIt] of Object.entries(breaking)) {
    const broken = structuredClone(items);
    breakIt(broken[0]);
    assert.notEqual(schemaCode(schema, written(`broken-${name}.gitlab.json`, broken)), 0, name);
  }
});

const kunit = (file) => spawnSync('python3', [path.join(folder, 'linux/tools/testing/kunit/kunit.py'), 'parse', file], { encoding: 'utf8' });

test('ktap: the parser of the kernel', () => {
  const good = kunit(path.join(folder, 'good.ktap'));
  assert.equal(good.status, 0, good.stdout);
  assert.doesNotMatch(good.stdout, /\[(CRASHED|ERROR)\]/);
  const variants = (read('good.ktap').match(/^  (not )?ok /gm) ?? []).length;
  assert.match(good.stdout, new RegExp(`Testing complete\\. Ran ${variants} tests`));
  assert.equal(kunit(path.join(folder, 'finding.ktap')).status, 1);
  const text = read('good.ktap');
  assert.equal(kunit(written('broken-plan.ktap', text.replace(/^1\.\.(\d+)$/m, '1..99'))).status, 1);
  // Its exit code does not say that a test is lost.
  assert.match(kunit(written('broken-name.ktap', text.replace(/^(  ok 1 )/m, '$1a#'))).stdout, /\[CRASHED\]/);
  assert.equal(kunit(written('broken-version.ktap', text.replace(/KTAP version 1/g, ''))).status, 1);
});

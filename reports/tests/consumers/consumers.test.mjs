// SPDX-License-Identifier: Apache-2.0
// What programs that read reports say to ours, and to ones that were broken.
import assert from 'node:assert';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire, register } from 'node:module';
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

/** What the compiler of TypeScript says about a list that is to be what a package calls Issue. */
function typeErrors(name, items) {
  const file = written(`${name}.ts`, `import type { Issue } from 'codeclimate-types';\nexport const issues: Issue[] = ${JSON.stringify(items)};\n`);
  const tsc = path.join(folder, 'node_modules/typescript/bin/tsc');
  return spawnSync('node', [tsc, '--noEmit', '--strict', '--skipLibCheck', file], { encoding: 'utf8' }).stdout;
}

test('gitlab: the types of Code Climate, which GitLab reads a part of', () => {
  assert.equal(typeErrors('good', JSON.parse(read('good.gitlab.json'))), '');
  const items = JSON.parse(read('finding.gitlab.json'));
  assert.ok(items.length > 0);
  assert.equal(typeErrors('finding', items), '');
  const breaking = {
    severity: (item) => { item.severity = 'grave'; },
    line: (item) => { item.location.lines.begin = '1'; },
    type: (item) => { delete item.type; },
  };
  for (const [name, breakIt] of Object.entries(breaking)) {
    const broken = structuredClone(items);
    breakIt(broken[0]);
    assert.match(typeErrors(`broken-${name}`, broken), /error TS/, name);
  }
});

/** What GitHub's own toolkit prints for the annotations that are in these lines, read as its runner reads them: split first, then unescaped. */
function toolkit(commands) {
  const code = `
    import core from '@actions/core';
    import fs from 'node:fs';
    const unescaped = (text) => text.replace(/%(0D|0A|3A|2C|25)/g, (_, hex) => String.fromCharCode(parseInt(hex, 16)));
    for (const line of fs.readFileSync(0, 'utf8').split('\\n')) {
      const command = /^::(error|warning|notice)(?: (.*?))?::(.*)$/.exec(line);
      if (!command) continue;
      const of = Object.fromEntries((command[2] ?? '').split(',').map((each) => each.split('=')).map(([key, value]) => [key, unescaped(value ?? '')]));
      core[command[1]](unescaped(command[3]), { title: of.title, file: of.file, startLine: of.line && Number(of.line) });
    }`;
  return spawnSync('node', ['--input-type=module', '-e', code], { cwd: folder, input: commands, encoding: 'utf8' }).stdout;
}

test('github: the toolkit of GitHub writes the same commands', () => {
  const commands = read('finding.github');
  assert.match(commands, /^::error title=[^,]*a\|b%2C100%25%3A<i>_\*\.json/m);
  assert.equal(toolkit(commands), commands);
  const breaking = {
    newline: (text) => text.replace(' released', '\n released'),
    comma: (text) => text.replace('%2C', ','),
    percent: (text) => text.replace('%25', '%'),
    line: (text) => text.replace(/line=\d+/, 'line=x'),
    kind: (text) => text.replace('::error', '::eror'),
  };
  for (const [name, breakIt] of Object.entries(breaking)) assert.notEqual(toolkit(breakIt(commands)), breakIt(commands), name);
});

test('markdown: a reader of what GitHub and GitLab write finds a table, and no markup of others', async () => {
  const load = async (name) => import(pathToFileURL(path.join(folder, 'node_modules', name, 'index.js')));
  const { fromMarkdown } = await load('mdast-util-from-markdown');
  const { gfmFromMarkdown } = await load('mdast-util-gfm');
  const { gfm } = await load('micromark-extension-gfm');
  const parsed = (text) => fromMarkdown(text, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
  const all = (node, kind) => [...(node.type === kind ? [node] : []), ...(node.children ?? []).flatMap((each) => all(each, kind))];
  const text = read('finding.md');
  const rows = all(parsed(text), 'tableRow');
  assert.equal(rows.length, 1 + (read('finding.github').match(/^::error /gm) ?? []).length);
  for (const row of rows) assert.equal(row.children.length, 4);
  for (const kind of ['html', 'emphasis', 'strong', 'link', 'image']) assert.deepEqual(all(parsed(text), kind), [], kind);
  assert.equal(all(parsed(text), 'code').length, rows.length - 1);
  assert.ok(all(parsed(read('good.md')), 'heading').length > 0);
  assert.equal(all(parsed(text.replace('|---|', '')), 'tableRow').length, 0);
  assert.notEqual(all(parsed(text.replace('\\|', '|')), 'tableRow').every((row) => row.children.length === 4), true);
  assert.notEqual(all(parsed(text.replaceAll('&lt;', '<').replaceAll('&gt;', '>')), 'html').length, 0);
});

const ci = path.join(here, '../../../docs/ci');

test('docs/ci: the parser of GitHub reads the workflow', async () => {
  register(pathToFileURL(path.join(here, 'json.mjs')));
  const { parseWorkflow, convertWorkflowTemplate, NoOperationTraceWriter } =
    await import(pathToFileURL(path.join(folder, 'node_modules/@actions/workflow-parser/dist/index.js')));
  const errors = async (content) => {
    const result = parseWorkflow({ name: 'mmapck.yml', content }, new NoOperationTraceWriter());
    if (result.context.errors.getErrors().length > 0) return result.context.errors.getErrors();
    return (await convertWorkflowTemplate(result.context, result.value)).errors ?? [];
  };
  const workflow = fs.readFileSync(path.join(ci, 'github.yml'), 'utf8');
  assert.deepEqual(await errors(workflow), []);
  for (const [from, to] of [['runs-on', 'run-on'], ['always()', 'alwys()'], ['security-events: write', 'security-events: yes']])
    assert.notEqual((await errors(workflow.replace(from, to))).length, 0, from);
});

test('docs/ci: the job meets the schema of GitLab', async () => {
  const { schema } = await import(pathToFileURL(path.join(folder, 'node_modules/gitlab-ci-local/src/schema/schema.js')));
  const yaml = createRequire(path.join(folder, 'node_modules/gitlab-ci-local/package.json'))('js-yaml');
  const code = (job) => schemaCode(written('gitlab-ci.schema.json', schema), written('gitlab-ci.json', yaml.load(job)));
  const job = fs.readFileSync(path.join(ci, 'gitlab.yml'), 'utf8');
  assert.equal(code(job), 0);
  for (const [from, to] of [['script:', 'scrpt:'], ['when: always', 'when: ever'], ['codequality:', 'code-quality:']])
    assert.notEqual(code(job.replace(from, to)), 0, from);
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

// A protected place and the people of it are looked for in everything that a whole site gives out: each
// page and file that a link leads to and each answer of the API, for everybody outside of the circle;
// the log, the letters, the database and a backup of it that was restored. Method: a demonstration of
// its own, a place with marks that stand nowhere else, and one from within the circle to whom the same
// search must show them.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { inflateRawSync } from 'node:zlib';
import { Program } from './program.mjs';
import { Visitor, ask, tokenOf } from './programs.mjs';

const PROGRAM = process.env.PESHORE_PROGRAM ?? 'target/release/peshore';

/** What stands nowhere else. */
const MARKS = ['Shtepia Qelibar', 'Rruga Zambak 4711', '42.98765', '20.12987', '049 471 147', 'Luljeta Shenjuar'];

/** Everybody of the demonstration but the two in the circle. */
const OUTSIDE = ['Arta', 'Besim', 'Milica', 'Drita', 'Goran', 'Jelena', 'Liridon', 'Nora', 'Petar', 'Rina', 'Valon', 'Zana', 'Marko'];

let folder;
let site;
let origin;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'peshore-marked-'));
  site = new Program(PROGRAM, ['demo', '--no-open', '--port', '8391', '--data-dir', join(folder, 'data')], {
    env: { ...process.env, LANG: 'en_US.UTF-8', LC_ALL: 'en_US.UTF-8' },
  });
  origin = /http:\/\/[^/\s]+/.exec(await site.line(/http:\/\/127/))[0];
});

after(async () => {
  await site?.end();
  if (folder) await rm(folder, { recursive: true, force: true });
});

/** A person of the demonstration, signed in. */
async function person(name) {
  const visitor = new Visitor(origin);
  await visitor.send(await visitor.page('/en/sign-in'), `${name} `);
  return visitor;
}

/** The files in a ZIP archive as text, for what stands in a workbook. */
function unpacked(bytes) {
  const texts = [];
  for (let at = bytes.indexOf('PK\x01\x02', 0, 'latin1'); at >= 0; at = bytes.indexOf('PK\x01\x02', at + 4, 'latin1')) {
    const packed = bytes.readUInt32LE(at + 20);
    const local = bytes.readUInt32LE(at + 42);
    const begin = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const content = bytes.subarray(begin, begin + packed);
    texts.push(bytes.readUInt16LE(at + 10) === 8 ? inflateRawSync(content) : content);
  }
  return Buffer.concat(texts);
}

/** The marks that stand in some bytes. */
function found(bytes) {
  const all = bytes.subarray(0, 4).toString('latin1') === 'PK\x03\x04' ? unpacked(bytes) : bytes;
  return MARKS.filter((mark) => all.includes(mark));
}

/** Goes wherever links lead, in one language; gives what was seen of the marks, and how much was read. */
async function search(visitor, begin, known = new Set(), most = 400) {
  const waiting = [...begin];
  const seen = new Set();
  const shown = [];
  while (waiting.length > 0 && seen.size < most) {
    const path = waiting.shift();
    if (seen.has(path) || known.has(path)) continue;
    seen.add(path);
    const answer = await visitor.answer(path);
    const bytes = Buffer.from(await answer.arrayBuffer());
    for (const mark of found(bytes)) shown.push(`${path}: ${mark}`);
    if (!/text\/html/.test(answer.headers.get('content-type') ?? '')) continue;
    for (const [, link] of bytes.toString('utf8').matchAll(/(?:href|src)="(\/[^"#]*)/g)) {
      const next = link.replaceAll('&amp;', '&');
      // One language, and one municipality of 38, are enough: the others differ in their words alone.
      if (/^\/(sq|sr-Cyrl|sr-Latn)(\/|$)/.test(next)) continue;
      if (/\/municipality\/(?!19)\d\d/.test(next)) continue;
      waiting.push(next);
    }
  }
  return { shown, seen };
}

test('a protected place is found nowhere outside of its circle', { timeout: 600_000 }, async () => {
  const manager = await person('Edona');
  const form = await manager.page('/en/municipality/19/places/new');
  const made = await manager.send(form, 'name="kind"', {
    kind: 'shelter',
    who: 'circle',
    name: MARKS[0],
    address: MARKS[1],
    latitude: MARKS[2],
    longitude: MARKS[3],
    telephone: MARKS[4],
    staff: MARKS[5],
  });
  assert.equal(made.status, 303, made.text);
  const path = made.place.replace(/\?.*/, '');
  const id = path.split('/').pop();
  const page = await manager.page(path);
  const admitted = await manager.send(page, 'name="role"', { role: 'social_worker@municipality/19' });
  assert.equal(admitted.status, 303, admitted.text);

  // From within the circle the search finds every mark, on the page and by a program.
  for (const visitor of [manager, await person('Fatos')]) {
    const inside = await search(visitor, ['/en/places'], new Set(), 12);
    for (const mark of MARKS) assert.ok(inside.shown.some((line) => line.endsWith(mark)), mark);
  }
  const inside = await ask(await tokenOf('Edona', null, origin), 'GET', `/places/${id}`, { origin });
  assert.equal(inside.json.details.address, MARKS[1]);

  // Everybody else: first what is there for all, then what is there for each of them.
  const begin = ['/en/', '/en/places', '/en/places?municipality=19', path, `${path}/edit`];
  const open = await search(new Visitor(origin), begin);
  assert.deepEqual(open.shown, []);
  assert.ok(open.seen.size > 60, `${open.seen.size} pages`);
  const own = ['/en/account', '/en/inbox', '/en/waiting', '/en/accounts', '/en/journal', '/en/jobs', '/en/proposal'];
  const { paths } = (await ask(null, 'GET', '/openapi.json', { origin })).json;
  const lists = Object.keys(paths).filter((each) => paths[each].get && !each.includes('{'));
  let read = open.seen.size;
  for (const name of OUTSIDE) {
    const visitor = await person(name);
    const again = new Set([...open.seen].filter((each) => !begin.includes(each)));
    const { shown, seen } = await search(visitor, [...begin, ...own], again, 150);
    assert.deepEqual(shown, [], name);
    read += seen.size;
    const token = await tokenOf(name, null, origin);
    for (const list of [...lists.map((each) => each.replace('/api/v1', '')), `/places/${id}`]) {
      const { status, json } = await ask(token, 'GET', list, { origin });
      assert.deepEqual(found(Buffer.from(JSON.stringify(json))), [], `${name} ${list}`);
      if (list.endsWith(id)) assert.equal(status, 404, name);
    }
  }
  console.log(`${read} pages and files read`);

  // What the program says, what it keeps, and what is kept of that.
  assert.deepEqual(found(Buffer.from(site.lines.join('\n'))), []);
  await site.end();
  const key = join(folder, 'backup.key');
  const recipient = /age1\S+/.exec(execFileSync(PROGRAM, ['backup-key', '--to', key]).toString())[0];
  const [kept, back] = [join(folder, 'kept.backup'), join(folder, 'back')];
  execFileSync(PROGRAM, ['backup', '--from', join(folder, 'data'), '--to', kept, '--recipient', recipient]);
  execFileSync(PROGRAM, ['restore', '--identity', key, '--to', back, kept]);
  const files = await readdir(folder, { recursive: true, withFileTypes: true });
  for (const file of files.filter((each) => each.isFile())) {
    const name = join(file.parentPath ?? file.path, file.name);
    assert.deepEqual(found(await readFile(name)), [], name);
  }
});

// The checks themselves: a page with one fault of each kind, so that a check that went blind would
// fail here and not let every page pass.

import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { faultsOf } from './checks.mjs';
import { launch } from './chromium.mjs';
import { crawl, templateOf } from './site.mjs';

const HEAD = '<meta name="viewport" content="width=device-width, initial-scale=1">';

const SOUND = `<!doctype html><html lang="en"><head><title>Sound</title>${HEAD}
<style>body,a{color:#000;background:#fff}
@media (prefers-color-scheme: dark){body,a{color:#fff;background:#000}}</style><link rel="icon" href="data:,"></head>
<body><main><h1>Sound</h1><p>A page without a fault.</p>
<p><a href="/en/municipality/a">First</a>, <a href="/en/municipality/b?x=1">second</a>,
<a href="/en/gone">gone</a>, <a href="http://elsewhere.invalid/">elsewhere</a></p></main></body></html>`;

const FAULTY = `<!doctype html><html lang="en"><head><title>Faulty</title>${HEAD}
<style>@media (prefers-color-scheme: dark){p{color:#222;background:#111}}</style>
<link rel="icon" href="data:,"></head>
<body><main><h1>Faulty</h1><h1>Twice</h1><p>⟦grant-title⟧ and Ђура, {{ name }}</p>
<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw="><input>
<div style="width:700px">wide</div><script>throw new Error('by intent')</script>
<script src="http://elsewhere.invalid/x.js"></script></main><!--${'x'.repeat(100_000)}--></body></html>`;

const PAGES = new Map([
  ['/en/', SOUND],
  ['/en/municipality/a', SOUND],
  ['/en/municipality/b', SOUND],
  ['/en/faulty', FAULTY],
]);

let server;
let origin;
let browser;

before(async () => {
  server = createServer((request, response) => {
    const page = PAGES.get(new URL(request.url, 'http://x').pathname);
    response.writeHead(page ? 200 : 404, { 'content-type': 'text/html; charset=utf-8' });
    response.end(page ?? 'gone');
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  origin = `http://127.0.0.1:${server.address().port}`;
  browser = await launch();
});

after(async () => {
  await browser?.close();
  server?.close();
});

test('a sound page has no fault', async () => {
  const context = await browser.newContext();
  assert.deepEqual(await faultsOf(context, `${origin}/en/`, 'en'), []);
  await context.close();
});

test('every kind of fault is found', async () => {
  const context = await browser.newContext();
  const faults = await faultsOf(context, `${origin}/en/faulty`, 'sq');
  await context.close();
  const kinds = [
    'lang is "en"',
    'has 2 headings',
    'shows ⟦grant-title⟧',
    'shows {{',
    'holds Cyrillic: Ђура',
    'asks another host: http://elsewhere.invalid/x.js',
    'http://elsewhere.invalid/x.js does not load',
    'the script fails: by intent',
    'bytes without pictures',
    'axe (light) image-alt',
    'axe (light) label',
    'axe (dark) color-contrast',
    'on a screen of 320',
    'on a screen of 360',
  ];
  const unseen = kinds.filter((kind) => !faults.some((fault) => fault.includes(kind)));
  assert.deepEqual(unseen, [], faults.join('\n'));
});

test('the crawl follows links and names those that lead nowhere', async () => {
  const found = await crawl('en', origin, ['']);
  assert.deepEqual(found.faults, [`${origin}/en/gone answers 404`]);
  assert.deepEqual([...found.strangers], ['http://elsewhere.invalid/']);
  assert.equal(found.opened.length, 3);
});

test('the template of an address is seen', () => {
  const templates = ['/en/', '/sq/municipality/01', '/en/municipality/22?run=4'];
  const expected = ['', 'municipality/*', 'municipality/*'];
  assert.deepEqual(templates.map((path) => templateOf(`http://x${path}`)), expected);
});

// The data on which a formula runs, from a file on a computer to the amounts, and back. Method: act
// as the analyst of the demonstration, without script.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { as, send } from './acting.mjs';
import { faultsOf } from './checks.mjs';
import { launch } from './chromium.mjs';
import { LANGUAGES, ORIGIN } from './site.mjs';

const PATH = 'formula/general_grant/data';
const PAGE = `${ORIGIN}/en/${PATH}`;
const COLUMN = 'population_2024_estimated';

let browser;

before(async () => {
  browser = await launch();
});

after(() => browser?.close());

/** What stands on the page, with plain spaces. */
const said = async (page) => (await page.locator('main').innerText()).replace(/[  ]/gu, ' ');

/** The rows of the table in force. */
async function rowsInForce(page) {
  const answer = await page.context().request.get(`${PAGE}/municipality/csv`);
  const text = (await answer.text()).replace(/^\u{feff}/u, '').trim();
  return text.split('\r\n').map((line) => line.split(',').map((cell) => cell.replaceAll('"', '')));
}

/** The table in force with the figure of the first municipality written anew. */
async function filledIn(page, cell) {
  const rows = await rowsInForce(page);
  rows[1][rows[0].indexOf(COLUMN)] = cell;
  return rows.map((row) => row.join(';')).join('\n');
}

/** Chooses a file, says where it is from, and sends it. */
async function bring(page, content, note, name = 'data.csv') {
  await page.goto(PAGE);
  const buffer = Buffer.from(content);
  await page.setInputFiles('[name="file"]', { name, mimeType: 'application/octet-stream', buffer });
  await page.fill('[name="note"]', note);
  await send(page, '/data/municipality');
}

/** The page in each language without a fault, for someone who is signed in. */
async function sound(path) {
  const scripted = await as(browser, 'Arta', {});
  for (const language of LANGUAGES) {
    assert.deepEqual(await faultsOf(scripted.context(), `${ORIGIN}/${language}/${path}`, language), []);
  }
  await scripted.context().close();
}

const pathOf = (page) => new URL(page.url()).pathname.replace('/en/', '');

test('brought in the decimal way of the country, looked at, put in force, taken back', {
  timeout: 300_000,
}, async () => {
  const analyst = await as(browser, 'Arta');
  await analyst.goto(PAGE);
  assert.match(await said(analyst), /the data that came with the system/);
  await bring(analyst, await filledIn(analyst, '29.775'), 'Agency of Statistics, letter 7');
  assert.match(analyst.url(), /\/data\/import\//);
  assert.match(await said(analyst), /“29\.775” was read as 29[ ,]775/);
  assert.match(await said(analyst), /27[ ,]775\s+29[ ,]775/);
  assert.match(await said(analyst), /Total before/);
  await sound(pathOf(analyst));
  await send(analyst, '/confirm');
  assert.equal(pathOf(analyst), PATH);
  assert.match(await said(analyst), /version 1 since .*letter 7/);
  await sound(PATH);
  await analyst.getByRole('link', { name: /What this version changed/ }).click();
  assert.match(analyst.url(), /\/compare\?a=/);
  await analyst.goto(PAGE);
  await send(analyst, '/undo');
  assert.match(await said(analyst), /the data that came with the system/);
  const rows = await rowsInForce(analyst);
  assert.equal(rows[1][rows[0].indexOf(COLUMN)], '27775');
});

test('a faulty file changes nothing, and the form stays filled in', { timeout: 120_000 }, async () => {
  const analyst = await as(browser, 'Arta');
  await bring(analyst, await filledIn(analyst, 'many'), 'A letter');
  assert.match(await said(analyst), /“many” is no number/);
  assert.match(await said(analyst), /line 2, column/);
  assert.equal(await analyst.inputValue('[name="note"]'), 'A letter');
  await bring(analyst, 'PK\x03\x04nothing', 'A letter', 'a.xlsx');
  assert.match(await said(analyst), /cannot be opened/);
  await bring(analyst, 'x'.repeat(10 * 1024 * 1024 + 1), 'A letter');
  assert.match(await said(analyst), /larger than 10 MB/);
  await analyst.goto(PAGE);
  await send(analyst, '/data/municipality');
  assert.match(await said(analyst), /No file was chosen/);
  const rows = await rowsInForce(analyst);
  assert.equal(rows[1][rows[0].indexOf(COLUMN)], '27775');
});

test('the workbook that is given out comes back, and a change between is told', {
  timeout: 120_000,
}, async () => {
  const analyst = await as(browser, 'Arta');
  const book = await analyst.context().request.get(`${PAGE}/municipality/xlsx`);
  await bring(analyst, await book.body(), 'The same', 'municipality.xlsx');
  assert.match(await said(analyst), /The same stands in the file/);
  await bring(analyst, await filledIn(analyst, '30000'), 'Earlier');
  const earlier = analyst.url();
  await bring(analyst, await filledIn(analyst, '31000'), 'Later');
  await send(analyst, '/confirm');
  await analyst.goto(earlier);
  const page = await as(browser, 'Arta');
  await page.goto(earlier);
  await bring(analyst, await filledIn(analyst, '32000'), 'Between');
  await send(analyst, '/confirm');
  await send(page, '/confirm');
  assert.match(await said(page), /The table was changed since you looked/);
  assert.match(await said(page), /32[ ,]000\s+30[ ,]000/);
  for (const _ of [1, 2]) {
    await analyst.goto(PAGE);
    await send(analyst, '/undo');
  }
  assert.match(await said(analyst), /the data that came with the system/);
});

test('a file is brought by keyboard alone', { timeout: 60_000 }, async () => {
  const analyst = await as(browser, 'Arta');
  const buffer = Buffer.from(await filledIn(analyst, '29775'));
  await analyst.goto(PAGE);
  await analyst.setInputFiles('[name="file"]', { name: 'a.csv', mimeType: 'text/csv', buffer });
  await analyst.focus('[name="file"]');
  await analyst.keyboard.press('Tab');
  await analyst.keyboard.type('By keyboard');
  await analyst.keyboard.press('Enter');
  await analyst.waitForURL(/\/data\/import\//);
});

// The work of a person whose browser runs no script. Method: click and type as that person would.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch } from './chromium.mjs';
import { LANGUAGES, ORIGIN } from './site.mjs';

let browser;

before(async () => {
  browser = await launch();
});

after(() => browser?.close());

/** Opens a path in a browser without script, hands the page over, and closes it. */
async function on(path, visit) {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${ORIGIN}${path}`);
  try {
    await visit(page);
  } finally {
    await context.close();
  }
}

/** The names in the first column of the table. */
const names = (page) => page.locator('#allocation tbody tr > :first-child').allInnerTexts();

/** The field for the pool, with everything opened that it lies in. */
async function poolField(page) {
  const field = page.locator('#field-p\\.pool');
  for (const closed of await page.locator('details:not([open]):has(#field-p\\.pool) > summary').all()) {
    await closed.click();
  }
  return field;
}

test('from the home page to the reasons of an amount, and on to another language', () =>
  on('/en/', async (page) => {
    await page.locator('nav a[href="/en/allocation"]').first().click();
    const link = page.locator('#allocation a[href^="/en/municipality/"]', { hasText: 'Junik' });
    await link.click();
    assert.match(await page.locator('h1').innerText(), /Junik/);
    const step = page.locator('details', { hasText: 'Art. 24' }).first();
    for (const summary of await step.locator('summary').all()) await summary.click();
    assert.match(await step.innerText(), /Art\. 24/);
    for (const language of LANGUAGES) {
      await page.locator(`.languages a[hreflang="${language}"]`).click();
      const path = new URL(page.url()).pathname;
      assert.match(path, new RegExp(`^/${language}/municipality/`));
      assert.equal(await page.locator('html').getAttribute('lang'), language);
    }
  }));

test('a column heading sorts the table, a second click turns it round', () =>
  on('/en/allocation', async (page) => {
    const heading = () => page.locator('#allocation thead a').first();
    await heading().click();
    const once = await names(page);
    await heading().click();
    const twice = await names(page);
    assert.ok(once.length >= 38);
    assert.notDeepEqual(twice, once);
    assert.deepEqual([...twice].sort(), [...once].sort());
  }));

test('the search leaves the rows that match', () =>
  on('/en/allocation', async (page) => {
    const search = page.locator('input[data-search]').first();
    await search.fill('Junik');
    await search.press('Enter');
    const rows = await names(page);
    assert.ok(rows.length >= 1 && rows.every((row) => row.includes('Junik')), rows.join(', '));
  }));

test('a what-if question is answered beside the run', () =>
  on('/en/allocation', async (page) => {
    const field = await poolField(page);
    await field.fill('300 000 000');
    await field.press('Enter');
    const { searchParams, hash } = new URL(page.url());
    assert.equal(searchParams.get('p.pool'), '300 000 000');
    assert.ok(await page.locator(hash).isVisible(), 'the page goes to the answer');
    const answer = await page.locator('main').innerText();
    assert.match(answer, /300,000,000/);
  }));

test('a what-if value that is no number is named, and stays as it was typed', () =>
  on('/en/allocation', async (page) => {
    const typed = await poolField(page);
    await typed.fill('plenty');
    await typed.press('Enter');
    const field = page.locator('#field-p\\.pool');
    assert.equal(await field.inputValue(), 'plenty');
    assert.equal(await field.getAttribute('aria-invalid'), 'true');
    await page.locator('.error-summary a').first().click();
    assert.match(page.url(), /#field-p\.pool$/);
    assert.ok(await field.isVisible(), 'the field that is wrong is in sight');
  }));

test('what only a script can do is not offered', () =>
  on('/en/', async (page) => {
    for (const each of await page.locator('.scripted').all()) {
      assert.equal(await each.isVisible(), false);
    }
  }));

test('a what-if leads to its causes, and each municipality to its own account', () =>
  on('/en/allocation?p.pool=300000000', async (page) => {
    await page.locator('#answer a[href^="/en/compare"]').click();
    assert.match(await page.locator('#causes + p + dl').innerText(), /284,680,000\sEUR → 300,000,000\sEUR/);
    await page.locator('#field-m').selectOption({ label: 'Junik' });
    await page.getByRole('button', { name: 'Show' }).click();
    assert.match(await page.locator('#account-title').innerText(), /^Junik: /);
    assert.ok(page.url().includes('p.pool=300000000'));
    const columns = () => page.locator('#comparison thead th').count();
    const byCause = await columns();
    await page.getByRole('link', { name: 'By rule of the formula' }).click();
    assert.notEqual(await columns(), byCause);
  }));

test('a picture can be taken away as a drawing and as figures', () =>
  on('/sq/municipality/33', async (page) => {
    const files = page.locator('#waterfall .chart-downloads');
    assert.equal(await files.locator('button').isVisible(), false);
    for (const [name, type] of [['SVG', 'image/svg+xml'], ['CSV', 'text/csv']]) {
      const href = await files.getByRole('link', { name }).getAttribute('href');
      const answer = await fetch(`${ORIGIN}${href}`);
      assert.equal(answer.status, 200);
      assert.ok(answer.headers.get('content-type').startsWith(type));
      assert.match(answer.headers.get('content-disposition'), /^attachment; filename="/);
    }
  }));

test('a derivation is whole on request, and folded again', () =>
  on('/en/municipality/33', async (page) => {
    const open = () => page.locator('.steps details[open]').count();
    assert.equal(await open(), 0);
    await page.getByRole('link', { name: 'Open every step' }).click();
    assert.ok((await open()) > 20);
    await page.getByRole('link', { name: 'Fold the steps' }).click();
    assert.equal(await open(), 0);
  }));

test('a formula leads to its policy test, which says how each case came out', () =>
  on('/en/formula/general_grant', async (page) => {
    await page.getByRole('link', { name: 'Policy test' }).click();
    assert.match(await page.locator('main').innerText(), /All \d+ cases come out as they must/);
    const cases = await page.locator('.policy-test h2').count();
    assert.equal(await page.locator('.policy-test h2 + div .verdict-holds').count(), cases);
  }));

// The annexes of a proposal, from the file on a computer to the reader who saves it. Method: act as
// the people of the demonstration, without script.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { as, begun, send, write } from './acting.mjs';
import { faultsOf } from './checks.mjs';
import { launch } from './chromium.mjs';
import { LANGUAGES, ORIGIN } from './site.mjs';

let browser;

before(async () => {
  browser = await launch();
});

after(() => browser?.close());

/** Chooses a file and attaches it. */
async function attach(page, name, content) {
  const buffer = Buffer.from(content);
  await page.setInputFiles('[name="annex"]', { name, mimeType: 'application/octet-stream', buffer });
  await page.locator('button[formaction$="/annexes"]').click();
}

/** What is wrong, as it stands above the form. */
const wrong = (page) => page.locator('.error-summary').innerText();

test('attached, refused with nothing lost, removed, published, and saved by a reader', {
  timeout: 400_000,
}, async () => {
  const analyst = await as(browser, 'Arta');
  const address = await begun(analyst);
  await analyst.goto(`${address}/edit`);
  await write(analyst, 'Typed and not saved.');
  const text = () => analyst.inputValue('[name="letter-en"]');
  await attach(analyst, 'Të dhëna.csv', 'municipality;amount\nJunik;1\n');
  assert.match(await analyst.locator('main').innerText(), /Të dhëna\.csv/);
  assert.equal(await text(), 'Typed and not saved.');
  await attach(analyst, 'a.pdf', '<!doctype html><script>alert(1)</script>');
  assert.match(await wrong(analyst), /web page, a script or a program/);
  await attach(analyst, 'a.txt', '');
  assert.match(await wrong(analyst), /empty/);
  await attach(analyst, 'a.txt', 'x'.repeat(10 * 1024 * 1024 + 1));
  assert.match(await wrong(analyst), /larger than 10 MB/);
  await analyst.locator('button[formaction$="/annexes"]').click();
  assert.match(await wrong(analyst), /No file was chosen/);
  assert.equal(await text(), 'Typed and not saved.');
  await attach(analyst, 'second.txt', 'not needed');
  await analyst.getByRole('button', { name: 'Remove: second.txt' }).click();
  assert.doesNotMatch(await analyst.locator('main').innerText(), /second\.txt/);
  assert.equal(await text(), 'Typed and not saved.');
  // One long word: the page grows no wider than a phone for it.
  await attach(analyst, `${'f'.repeat(96)}.txt`, 'long');
  const scripted = await as(browser, 'Arta', {});
  for (const language of LANGUAGES) {
    const page = `${address.replace('/en/', `/${language}/`)}/edit`;
    assert.deepEqual(await faultsOf(scripted.context(), page, language), []);
  }
  await send(analyst, '/edit');
  await send(analyst, '/submit');
  const director = await as(browser, 'Besim');
  await director.goto(address);
  await send(director, '/approve');
  await send(director, '/publish');
  await saved(address);
});

/** A reader saves the annex of what was published, and nothing shows it as a page. */
async function saved(address) {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const reader = await context.newPage();
  await reader.goto(address);
  const link = reader.getByRole('link', { name: 'Të dhëna.csv' });
  const answer = await context.request.get(new URL(await link.getAttribute('href'), ORIGIN).href);
  assert.equal(await answer.text(), 'municipality;amount\nJunik;1\n');
  const headers = answer.headers();
  assert.match(headers['content-disposition'], /^attachment; .*filename\*=UTF-8''T%C3%AB/);
  assert.equal(headers['x-content-type-options'], 'nosniff');
  assert.match(headers['content-security-policy'], /^sandbox/);
  const waits = reader.waitForEvent('download');
  await link.click();
  assert.equal((await waits).suggestedFilename(), 'Të dhëna.csv');
  await context.close();
  // What looks for faults needs a script.
  const scripted = await browser.newContext();
  for (const language of LANGUAGES) {
    const page = address.replace('/en/', `/${language}/`);
    assert.deepEqual(await faultsOf(scripted, page, language), []);
  }
  await scripted.close();
}

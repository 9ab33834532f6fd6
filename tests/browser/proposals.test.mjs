// A proposal from the first draft to the reader of its PDF. Method: act as the people of the
// demonstration, without script where nothing else is said.

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

/** What the page of genuineness answers. */
const answered = (page) => page.locator('main [role="status"]').innerText();

test('drafted, returned, amended, approved, published, and genuine', { timeout: 120_000 }, async () => {
  const analyst = await as(browser, 'Arta');
  const director = await as(browser, 'Besim');
  const address = await begun(analyst);
  await send(analyst, '/submit');
  assert.equal(await analyst.locator('.error-summary a').count(), 3, 'each missing text is named');
  await write(analyst, 'By the law.');
  await send(analyst, '/edit');
  await send(analyst, '/submit');
  await director.goto(address);
  await send(director, '/return');
  assert.equal(await director.locator('.error-summary a').count(), 1, 'a return needs a reason');
  await director.fill('[name="reason"]', 'Name the article.');
  await send(director, '/return');
  await analyst.goto(address);
  assert.match(await analyst.locator('main').innerText(), /Name the article\./);
  await analyst.goto(`${address}/edit`);
  await write(analyst, 'By Article 24 of the law.');
  await send(analyst, '/edit');
  await send(analyst, '/submit');
  await director.goto(address);
  await send(director, '/approve');
  await send(director, '/publish');
  assert.match(await director.locator('main').innerText(), /Arta Shembulli/);
  await director.goto(`${address}/changes?from=1&to=2`);
  assert.match(await director.locator('ins').first().innerText(), /Article 24/);
  const scripted = await as(browser, 'Besim', {});
  for (const language of LANGUAGES) {
    const page = address.replace('/en/', `/${language}/`);
    assert.deepEqual(await faultsOf(scripted.context(), page, language), []);
  }
  await genuine(address);
});

/** A reader gets the file, and asks whether it is genuine. */
async function genuine(address) {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const reader = await context.newPage();
  await reader.goto(address);
  const text = await reader.locator('main').innerText();
  assert.doesNotMatch(text, /Name the article|Arta/, 'how it came about is not for everyone');
  const code = await reader.locator('dd code').first().innerText();
  const answer = await context.request.get(`${address}/file.pdf`);
  const file = await answer.body();
  assert.equal(file.subarray(0, 5).toString(), '%PDF-');
  await reader.goto(`${ORIGIN}/en/verify`);
  await reader.fill('[name="code"]', code.toLowerCase().replaceAll('-', ' '));
  await reader.press('[name="code"]', 'Enter');
  assert.match(await answered(reader), /Genuine and in force/);
  const upload = async (buffer) => {
    await reader.setInputFiles('[name="file"]', { name: 'a.pdf', mimeType: 'application/pdf', buffer });
    await send(reader, '/verify');
    return answered(reader);
  };
  assert.match(await upload(file), /Genuine and in force/);
  file[file.length - 20] ^= 1;
  assert.match(await upload(file), /Not known/);
  await context.close();
}

test('a text is saved as it is typed, and what others saved meanwhile stands beside it', async () => {
  const analyst = await as(browser, 'Arta', {});
  const address = await begun(analyst);
  await analyst.goto(`${address}/edit`);
  const other = await as(browser, 'Arta', {});
  await other.goto(`${address}/edit`);
  await analyst.locator('[name="letter-en"]').pressSequentially('Typed.');
  await analyst.locator('[data-save-state]', { hasText: 'Saved at' }).waitFor();
  await other.fill('[name="letter-en"]', 'Typed elsewhere.');
  await other.locator('[data-save-state]', { hasText: 'someone else has saved' }).waitFor();
  await send(other, '/edit');
  assert.match(await other.locator('main').innerText(), /Typed\.[\s\S]*Typed elsewhere\./);
  assert.equal(await other.inputValue('[name="letter-en"]'), 'Typed elsewhere.');
  await send(other, '/edit');
  assert.match(await other.locator('main').innerText(), /Typed elsewhere\./);
});

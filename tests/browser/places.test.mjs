// Places at which services are given: registered, refused with nothing lost, changed by two at once,
// protected, and its circle. Method: act as the people of the demonstration, without script.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { as, send } from './acting.mjs';
import { faultsOf } from './checks.mjs';
import { launch } from './chromium.mjs';
import { LANGUAGES, ORIGIN } from './site.mjs';

let browser;

before(async () => {
  browser = await launch();
});

after(() => browser?.close());

const main = (page) => page.locator('main').innerText();

/** What is wrong with a page in each language, as someone signed in. */
async function inEachLanguage(scripted, address) {
  for (const language of LANGUAGES) {
    const page = address.replace('/en/', `/${language}/`);
    assert.deepEqual(await faultsOf(scripted.context(), page, language), [], page);
  }
}

test('registered, refused with nothing lost, changed by two at once', { timeout: 300_000 }, async () => {
  const director = await as(browser, 'Drita');
  await director.goto(`${ORIGIN}/en/places`);
  await director.getByRole('link', { name: /Register a place/ }).click();
  await director.fill('[name="name"]', 'Day care centre Ylberi');
  await director.fill('[name="latitude"]', 'north');
  await director.fill('[name="staff"]', 'Ana\nBesa');
  await send(director, '/places/new');
  const wrong = await director.locator('.error-summary').innerText();
  for (const part of [/Choose what it is/, /who may know/, /address/, /degrees/]) assert.match(wrong, part);
  assert.equal(await director.inputValue('[name="staff"]'), 'Ana\nBesa');
  await director.check('[name="kind"][value="day-care-centre"]');
  await director.check('[name="who"][value="everyone"]');
  await director.fill('[name="address"]', 'Rr. Ylberi 3');
  await director.fill('[name="latitude"]', '42,66');
  await director.fill('[name="longitude"]', '21,16');
  await send(director, '/places/new');
  assert.match(await main(director), /is registered[\s\S]*Rr\. Ylberi 3[\s\S]*42\.66, 21\.16/);
  const address = director.url().replace(/\?.*/, '');

  // Two change it from the same edition: the second is shown what the first wrote.
  const manager = await as(browser, 'Edona');
  await manager.goto(`${address}/edit`);
  await director.goto(`${address}/edit`);
  await director.fill('[name="telephone"]', '038 111 111');
  await send(director, '/edit');
  await manager.fill('[name="telephone"]', '038 222 222');
  await send(manager, '/edit');
  assert.match(await main(manager), /changed in the meantime[\s\S]*038 111 111/);
  assert.equal(await manager.inputValue('[name="telephone"]'), '038 222 222');
  await send(manager, '/edit');
  assert.match(await main(manager), /is saved[\s\S]*038 222 222/);

  // Everyone finds it; nobody but those who answer for it changes it.
  const visitor = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
  await visitor.goto(`${ORIGIN}/en/places`);
  assert.match(await main(visitor), /Day care centre Ylberi/);
  const refused = await visitor.goto(`${address}/edit`);
  assert.equal(refused.status(), 403);
  const scripted = await as(browser, 'Edona', {});
  for (const page of [address, `${address}/edit`, `${ORIGIN}/en/municipality/19/places/new`]) {
    await inEachLanguage(scripted, page);
  }
});

test('protected, with a circle that opens and closes', { timeout: 300_000 }, async () => {
  const manager = await as(browser, 'Edona');
  await manager.goto(`${ORIGIN}/en/municipality/19/places/new`);
  await manager.check('[name="kind"][value="shelter"]');
  await manager.check('[name="who"][value="everyone"]');
  await manager.fill('[name="name"]', 'Shelter Agimi');
  await manager.fill('[name="address"]', 'Rr. Agimi 9');
  await send(manager, '/places/new');
  const address = manager.url().replace(/\?.*/, '');
  const director = await as(browser, 'Drita');
  await director.goto(address);
  assert.match(await main(director), /Rr\. Agimi 9/);

  await manager.goto(`${address}/edit`);
  await manager.check('[name="who"][value="circle"]');
  await send(manager, '/edit');
  assert.match(await main(manager), /Protected place[\s\S]*Rr\. Agimi 9[\s\S]*Circle[\s\S]*Edona/);
  assert.equal((await director.goto(address)).status(), 404);
  await director.goto(`${ORIGIN}/en/places`);
  assert.doesNotMatch(await main(director), /Agimi/);

  await send(manager, '/circle');
  assert.match(await manager.locator('.error-summary').innerText(), /either a role or a person/);
  await manager.fill('[name="address"]', 'nobody@example.org');
  await send(manager, '/circle');
  assert.match(await manager.locator('.error-summary').innerText(), /Nobody signs in/);
  assert.equal(await manager.inputValue('[name="address"]'), 'nobody@example.org');
  await manager.fill('[name="address"]', '');
  await manager.selectOption('[name="role"]', 'municipal_social_director@municipality/19');
  await send(manager, '/circle');
  await director.goto(address);
  assert.match(await main(director), /Rr\. Agimi 9/);
  const scripted = await as(browser, 'Edona', {});
  await inEachLanguage(scripted, address);
  await inEachLanguage(scripted, `${ORIGIN}/en/places`);
  await manager.getByRole('button', { name: /Take out: municipal social director/i }).click();
  assert.match(await main(manager), /circle is changed/);
  assert.equal((await director.goto(address)).status(), 404);
});

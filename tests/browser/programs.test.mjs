// Programs that act for people. Method: tokens are made on the pages of the demonstration's people, and a
// proposal is led from its draft to its publication through the API, with every refusal on the way.

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { launch } from './chromium.mjs';
import { ask, tokenOf } from './programs.mjs';
import { ORIGIN } from './site.mjs';

const LETTER = {
  sq: 'Propozohet ndarja sipas formulës.',
  sr: 'Предлаже се расподела по формули.',
  en: 'The allocation by the formula is proposed.',
};

const refusal = ({ status, json }) => [status, json?.id];

let analyst, director, run;

before(async () => {
  [analyst, director] = [await tokenOf('Arta Shembulli'), await tokenOf('Besim Shembulli')];
  const runs = await ask(null, 'GET', '/runs?formula=general_grant');
  run = runs.json.items.find((it) => it.is_baseline).id;
});

const begin = (token, letter = LETTER, key = randomUUID()) =>
  ask(token, 'POST', '/proposals', { body: { run, letter }, key });

describe('a program', () => {
  it('is told for whom it acts, how far, and until when', async () => {
    const { status, json } = await ask(analyst, 'GET', '/account');
    assert.equal(status, 200);
    assert.equal(json.name, 'Arta Shembulli');
    assert.deepEqual(json.roles, [{ role: 'grants_analyst', territory: 'country' }]);
    assert.equal(json.token.title, 'A program');
    assert.ok(json.token.actions.includes('grant.draft-proposal'));
    const left = new Date(json.token.ends_at) - Date.now();
    assert.ok(left > 6.9 * 864e5 && left <= 7 * 864e5, json.token.ends_at);
  });

  it('leads a proposal from its draft to its publication', async () => {
    const begun = await begin(analyst);
    assert.equal(begun.status, 201);
    assert.equal(begun.place, `/api/v1/proposals/${begun.json.id}`);
    const path = `/proposals/${begun.json.id}`;
    const saved = await ask(analyst, 'PUT', `${path}/letter`, {
      body: { ...LETTER, en: 'Proposed.' },
      key: randomUUID(),
      match: begun.tag,
    });
    assert.deepEqual([saved.status, saved.json.edition, saved.json.letter.en], [200, 2, 'Proposed.']);
    const submit = { key: randomUUID(), match: saved.tag };
    const submitted = await ask(analyst, 'POST', `${path}/submit`, submit);
    assert.deepEqual([submitted.status, submitted.json.step], [200, 'submitted']);
    const own = await ask(analyst, 'POST', `${path}/approve`, { key: randomUUID(), match: submitted.tag });
    assert.deepEqual(refusal(own), [403, 'action-out-of-reach']);
    const returned = await ask(director, 'POST', `${path}/return`, {
      body: { reason: 'Say since when.' },
      key: randomUUID(),
      match: submitted.tag,
    });
    assert.deepEqual([returned.json.step, returned.json.reason], ['returned', 'Say since when.']);
    const again = await ask(analyst, 'POST', `${path}/submit`, { key: randomUUID(), match: returned.tag });
    const approved = await ask(director, 'POST', `${path}/approve`, { key: randomUUID(), match: again.tag });
    assert.deepEqual([approved.status, approved.json.step], [200, 'approved']);
    const published = await ask(director, 'POST', `${path}/publish`, {
      body: {},
      key: randomUUID(),
      match: approved.tag,
    });
    assert.deepEqual([published.status, published.json.step], [200, 'published']);
    assert.match(published.json.published.number, /^AP-\d{4}-\d{4}$/);
    // Now everyone reads it, and the page of verification knows its code.
    const read = await ask(null, 'GET', path);
    assert.deepEqual([read.status, read.tag], [200, published.tag]);
    const page = await fetch(`${ORIGIN}/en/verify?code=${published.json.published.code}`);
    assert.match(await page.text(), new RegExp(published.json.published.number));
    const has = await ask(null, 'GET', path, { headers: { 'if-none-match': read.tag } });
    assert.equal(has.status, 304);
    // The first submission, sent again after all this, is the same request: nothing is done twice.
    const repeated = await ask(analyst, 'POST', `${path}/submit`, submit);
    assert.deepEqual([repeated.status, repeated.json.step], [200, 'published']);
  });

  it('does nothing twice, and not two things under one key', async () => {
    const key = randomUUID();
    const [first, second] = [await begin(analyst, LETTER, key), await begin(analyst, LETTER, `"${key}"`)];
    assert.equal(first.json.id, second.json.id);
    const other = await begin(analyst, { ...LETTER, en: 'Another.' }, key);
    assert.deepEqual(refusal(other), [422, 'idempotency-key-reused']);
  });

  it('decides on what it read, and on nothing else', async () => {
    const begun = await begin(analyst);
    const path = `/proposals/${begun.json.id}`;
    const save = (match, en) =>
      ask(analyst, 'PUT', `${path}/letter`, { body: { ...LETTER, en }, key: randomUUID(), match });
    assert.equal((await save(begun.tag, 'One.')).status, 200);
    assert.deepEqual(refusal(await save(begun.tag, 'Two.')), [412, 'api-condition']);
    assert.deepEqual(refusal(await save(`W/${begun.tag}`, 'Two.')), [412, 'api-condition']);
    assert.deepEqual(refusal(await save('"x"', 'Two.')), [412, 'api-condition']);
    assert.deepEqual(refusal(await save(undefined, 'Two.')), [428, 'api-condition-needed']);
    assert.equal((await ask(analyst, 'GET', path)).json.letter.en, 'One.');
    assert.equal((await save('*', 'Two.')).json.letter.en, 'Two.');
    const early = await ask(director, 'POST', `${path}/approve`, { key: randomUUID(), match: '*' });
    assert.deepEqual(refusal(early), [409, 'document-not-now']);
  });

  it('hears what is missing, field by field', async () => {
    const begun = await begin(analyst, { sq: '', sr: 'Текст.', en: ' ' });
    const submitted = await ask(analyst, 'POST', `/proposals/${begun.json.id}/submit`, {
      key: randomUUID(),
      match: begun.tag,
    });
    assert.deepEqual(refusal(submitted), [422, 'document-flaws']);
    assert.deepEqual(submitted.json.fields.map(({ field, id }) => [field, id]), [
      ['letter.sq', 'proposal-letter-missing'],
      ['letter.en', 'proposal-letter-missing'],
    ]);
  });

  it('is refused clearly, and nothing is begun', async () => {
    const count = async () => (await ask(analyst, 'GET', '/proposals?limit=200')).json.items.length;
    const before = await count();
    const body = { run, letter: LETTER };
    const post = (token, rest) => ask(token, 'POST', '/proposals', rest);
    assert.deepEqual(refusal(await post(null, { body, key: 'a' })), [401, 'api-token-needed']);
    assert.deepEqual(refusal(await post(`peshore_${'0'.repeat(64)}`, { body, key: 'a' })), [401, 'api-token-invalid']);
    assert.deepEqual(refusal(await post(analyst, { body })), [400, 'api-key-needed']);
    assert.deepEqual(refusal(await post(analyst, { body, key: 'a b' })), [400, 'idempotency-key-invalid']);
    assert.deepEqual(refusal(await post(analyst, { key: 'a' })), [415, 'api-body-kind']);
    assert.deepEqual(refusal(await post(analyst, { body: { run }, key: 'a' })), [400, 'api-body-unfit']);
    assert.deepEqual(refusal(await post(analyst, { body: { ...body, x: 1 }, key: 'a' })), [400, 'api-body-unfit']);
    const stranger = { ...body, run: '01a2054d-9e3a-7027-86ed-ebff39b7a500' };
    assert.deepEqual(refusal(await post(analyst, { body: stranger, key: 'a' })), [404, 'run-unknown']);
    const long = { ...body, letter: { ...LETTER, en: 'x'.repeat(1.2e6) } };
    assert.deepEqual(refusal(await post(analyst, { body: long, key: 'a' })), [413, 'document-too-long']);
    const auditor = await tokenOf('Rina Shembulli');
    assert.deepEqual(refusal(await post(auditor, { body, key: 'a' })), [403, 'action-out-of-reach']);
    assert.equal(await count(), before);
  });

  it('reaches no more than was ticked, whatever its owner may do', async () => {
    const reader = await tokenOf('Arta Shembulli', ['grant.read-proposal', 'people.visit']);
    assert.equal((await ask(reader, 'GET', '/proposals')).status, 200);
    assert.deepEqual(refusal(await begin(reader)), [403, 'action-out-of-reach']);
    // What is open to everyone is open to a program as well.
    assert.equal((await ask(reader, 'GET', '/runs')).status, 200);
    assert.deepEqual(refusal(await ask(reader, 'GET', '/journal')), [403, 'action-out-of-reach']);
    const auditor = await tokenOf('Rina Shembulli', ['journal.read']);
    const journal = await ask(auditor, 'GET', '/journal?limit=5&action=people.own');
    assert.equal(journal.status, 200);
    const made = journal.json.items.find((it) => it.after.made === 'access token');
    assert.ok(made.after.reach.actions.length > 0);
    const next = await ask(auditor, 'GET', `/journal?limit=2&action=people.own&cursor=${
      (await ask(auditor, 'GET', '/journal?limit=2&action=people.own')).json.next}`);
    assert.equal(next.status, 200);
    assert.deepEqual(refusal(await ask(auditor, 'GET', '/journal?from=yesterday')), [400, 'api-parameter']);
    assert.deepEqual(refusal(await ask(auditor, 'GET', '/journal?chain=x')), [400, 'api-parameter']);
  });

  it('has no token any more once its owner ended it', async () => {
    const browser = await launch();
    after(() => browser.close());
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(`${ORIGIN}/en/sign-in`);
    await page.locator('li', { hasText: 'Milica Primer' }).locator('button').click();
    await page.goto(`${ORIGIN}/en/account/tokens`);
    await page.locator('form button', { hasText: 'Make the token' }).click();
    assert.match(await page.locator('main').innerText(), /needs a title/);
    await page.fill('[name="title"]', 'Nightly copy');
    await page.locator('form button', { hasText: 'Make the token' }).click();
    assert.match(await page.locator('main').innerText(), /Nothing is chosen/);
    assert.equal(await page.inputValue('[name="title"]'), 'Nightly copy');
    await page.check('[name="reach-people.visit"]');
    await page.selectOption('[name="days"]', '90');
    await page.locator('form button', { hasText: 'Make the token' }).click();
    const token = await page.locator('#access-token').innerText();
    assert.equal((await ask(token, 'GET', '/account')).json.name, 'Milica Primer');
    await page.goto(`${ORIGIN}/en/account/tokens`);
    const listed = page.locator('li', { hasText: 'Nightly copy' });
    assert.match(await listed.innerText(), /last used: \d/);
    assert.equal(await page.locator('#access-token').count(), 0);
    await listed.locator('button').click();
    assert.match(await page.locator('main').innerText(), /The token has ended/);
    assert.deepEqual(refusal(await ask(token, 'GET', '/account')), [401, 'api-token-invalid']);
  });
});

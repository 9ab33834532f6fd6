// Signing in and looking after accounts, without script. Method: act as the people of the
// demonstration and as someone who was invited, whose codes are computed from the secret on the page.

import assert from 'node:assert/strict';
import { after, before, describe, it, test } from 'node:test';
import { send } from './acting.mjs';
import { faultsOf } from './checks.mjs';
import { launch } from './chromium.mjs';
import { code } from './program.mjs';
import { LANGUAGES, ORIGIN } from './site.mjs';

const PASSWORD = 'four quiet rivers in spring';

let browser;

before(async () => {
  browser = await launch();
});

after(() => browser?.close());

/** A browser of its own, without script. */
const visitor = () => browser.newContext({ javaScriptEnabled: false });

/** Signs in as the person of the demonstration with this name; gives the page. */
async function as(context, name, language = 'en') {
  const page = await context.newPage();
  await page.goto(`${ORIGIN}/${language}/sign-in`);
  await page.locator('li', { hasText: name }).locator('button').click();
  return page;
}


/** The secret that a page offers for an application. */
const secretOn = async (page) =>
  (await page.locator('form code').first().innerText()).replaceAll(/\s/g, '');

/** Invites into the role of an analyst; gives the link. */
async function invitation(email) {
  const context = await visitor();
  const page = await as(context, 'Valon');
  await page.goto(`${ORIGIN}/en/accounts/invite`);
  await page.fill('[name="email"]', email);
  await page.selectOption('[name="role"]', 'grants_analyst');
  await page.selectOption('[name="territory"]', 'country');
  await send(page, '/accounts/invite');
  const link = await page.locator('.address code').innerText();
  await context.close();
  return link;
}

test('from an invitation to an account, out, and in again with password and code', async () => {
  const email = `arta-${Date.now()}@ministry.example`;
  const link = await invitation(email);
  const context = await visitor();
  const page = await context.newPage();
  await page.goto(link);
  await page.fill('[name="name"]', 'Arta Gashi');
  await page.fill('[name="secret-password"]', 'short');
  await send(page, '/begin');
  assert.equal(await page.inputValue('[name="name"]'), 'Arta Gashi');
  assert.equal(await page.inputValue('[name="secret-password"]'), '');
  assert.ok((await page.locator('.error-summary a').count()) >= 2);
  const secret = await secretOn(page);
  await page.fill('[name="secret-password"]', PASSWORD);
  await page.fill('[name="secret-code"]', code(secret));
  await send(page, '/begin');
  assert.equal(await page.locator('.codes li').count(), 10);
  const recovery = await page.locator('.codes li').first().innerText();
  assert.match(await page.locator('.visitor').innerText(), /Arta Gashi[\s\S]*grants analyst/);
  await page.goto(link);
  assert.match(await page.locator('main').innerText(), /used already/);
  await page.goto(`${ORIGIN}/en/`);
  await send(page, '/sign-out');
  await page.locator('.visitor a', { hasText: 'Sign in' }).waitFor();
  await page.goto(`${ORIGIN}/en/account`);
  assert.match(await page.locator('h1').innerText(), /Not open to you/);
  await page.locator('main a', { hasText: 'Sign in' }).click();
  await page.fill('[name="email"]', email);
  await page.fill('[name="secret-password"]', 'another quiet river in spring');
  await send(page, '/sign-in');
  assert.match(await page.locator('.error-summary').innerText(), /do not belong together/);
  assert.equal(await page.inputValue('[name="email"]'), email);
  await page.fill('[name="secret-password"]', PASSWORD);
  await send(page, '/sign-in');
  // The code of the step in which the account began was taken; a recovery code is there for that.
  await page.fill('[name="secret-code"]', code(secret));
  await send(page, '/sign-in/code');
  assert.match(await page.locator('.error-summary').innerText(), /used already/);
  await page.fill('[name="secret-code"]', recovery);
  await send(page, '/sign-in/code');
  assert.equal(new URL(page.url()).pathname, '/en/account');
  await page.fill('[name="secret-present-password"]', PASSWORD);
  await page.fill('[name="secret-new"]', `${PASSWORD} again`);
  await send(page, '/account/password');
  assert.match(await page.locator('.notice').first().innerText(), /changed/);
  await context.close();
});

test('a form whose session has ended is shown again after signing in, and is done only then', async () => {
  const [context, elsewhere] = [await visitor(), await visitor()];
  const page = await as(context, 'Valon');
  await page.goto(`${ORIGIN}/en/accounts/invite`);
  await page.fill('[name="email"]', 'kept@ministry.example');
  await page.selectOption('[name="role"]', 'auditor');
  await page.selectOption('[name="territory"]', 'country');
  const other = await as(elsewhere, 'Valon');
  await other.goto(`${ORIGIN}/en/account`);
  await other.locator('form[action$="/account/sessions"] button').last().click();
  await send(page, '/accounts/invite');
  assert.match(await page.locator('main').innerText(), /session has ended/);
  await page.locator('li', { hasText: 'Valon' }).locator('button').click();
  await page.locator('main form button').click();
  assert.equal(await page.inputValue('[name="email"]'), 'kept@ministry.example');
  assert.equal(await page.inputValue('[name="role"]'), 'auditor');
  assert.match(await page.locator('.notice').first().innerText(), /not sent/);
  await send(page, '/accounts/invite');
  assert.match(await page.locator('main').innerText(), /shown once/);
  await Promise.all([context.close(), elsewhere.close()]);
});

test('a role that reads cases is given by two persons, never by one and never by an administrator', async () => {
  const [context, second] = [await visitor(), await visitor()];
  const page = await as(context, 'Valon');
  await page.goto(`${ORIGIN}/en/accounts?q=petar`);
  await page.locator('main a', { hasText: 'Petar' }).click();
  await page.selectOption('[name="role"]', 'social_worker');
  await page.selectOption('[name="territory"]', 'municipality/19');
  await send(page, '/accounts/give');
  assert.match(await page.locator('.notice').innerText(), /waits for a second person/);
  await page.goto(`${ORIGIN}/en/waiting`);
  assert.equal(await page.locator('main form').count(), 0);
  const director = await as(second, 'Besim');
  await director.goto(`${ORIGIN}/en/waiting`);
  await director.locator('main form button').first().click();
  assert.match(await director.locator('.error-summary').innerText(), /reason/);
  await director.locator('main textarea').first().fill('Seen and agreed.');
  await director.locator('main form button').first().click();
  assert.match(await director.locator('.notice').innerText(), /Approved/);
  await page.goto(`${ORIGIN}/en/accounts?q=petar`);
  assert.match(await page.locator('main').innerText(), /social worker/);
  await Promise.all([context.close(), second.close()]);
});

test('an auditor finds in the journal who did what, from where', async () => {
  const context = await visitor();
  const page = await as(context, 'Rina');
  await page.goto(`${ORIGIN}/en/journal`);
  const signedIn = page.locator('main li', { hasText: 'Rina Shembulli' }).first();
  assert.match(await signedIn.innerText(), /Signs in[\s\S]*127\.0\.0\.1/);
  await signedIn.locator('summary').click();
  assert.match(await signedIn.innerText(), /[0-9a-f]{64}/);
  await page.selectOption('[name="what"]', 'run.keep');
  await page.locator('main form button').click();
  await page.waitForURL(/what=run/);
  const entries = page.locator('main .lines > li');
  const kept = await entries.allInnerTexts();
  for (const entry of kept) assert.match(entry, /Keeps a run of a formula/);
  assert.ok(kept.filter((entry) => /the demonstration/.test(entry)).length >= 4);
  await page.fill('[name="subject"]', '%');
  await page.locator('main form button').click();
  await page.waitForURL(/subject=%25/);
  assert.match(await page.locator('main').innerText(), /No entry fits/);
  const cookies = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
  const file = await fetch(`${ORIGIN}/en/journal.csv?what=run.keep`, { headers: { cookie: cookies } });
  const rows = (await file.text()).trim().split('\r\n');
  assert.match(rows[0], /chain,entry,at,actor/);
  assert.ok(rows.length >= 5 && rows.slice(1).every((row) => row.includes(',run.keep,')));
  assert.equal((await fetch(`${ORIGIN}/en/journal.csv`)).status, 403);
  await page.goto(`${ORIGIN}/en/journal?from=yesterday`);
  assert.match(await page.locator('.error-summary').innerText(), /not a day/);
  await context.close();
});

test('a form from another site changes nothing', async () => {
  const context = await visitor();
  const page = await as(context, 'Valon');
  const cookies = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
  for (const headers of [{ 'sec-fetch-site': 'cross-site' }, { origin: 'https://elsewhere.example' }, {}]) {
    const answer = await fetch(`${ORIGIN}/en/sign-out`, {
      method: 'POST',
      headers: { ...headers, cookie: cookies, 'content-type': 'application/x-www-form-urlencoded' },
      redirect: 'manual',
    });
    assert.equal(answer.status, 403);
    assert.match(await answer.text(), /did not come from a page of this site/);
  }
  await page.goto(`${ORIGIN}/en/account`);
  assert.match(await page.locator('h1').innerText(), /My account/);
  await context.close();
});

test('an account ends for good, and its person signs in no more', async () => {
  const email = `leaver-${Date.now()}@ministry.example`;
  const link = await invitation(email);
  const leaver = await visitor();
  const page = await leaver.newPage();
  await page.goto(link);
  const secret = await secretOn(page);
  await page.fill('[name="name"]', 'Luan Hoxha');
  await page.fill('[name="secret-password"]', PASSWORD);
  await page.fill('[name="secret-code"]', code(secret));
  await send(page, '/begin');
  const context = await visitor();
  const admin = await as(context, 'Valon');
  await admin.goto(`${ORIGIN}/en/accounts?q=${email}`);
  await admin.locator('main a', { hasText: 'Luan Hoxha' }).click();
  await admin.locator('summary', { hasText: 'End this account' }).click();
  await send(admin, '/accounts/close');
  assert.match(await admin.locator('.notice').first().innerText(), /has ended/);
  await admin.goto(`${ORIGIN}/en/accounts?q=${email}`);
  assert.equal(await admin.locator('main a', { hasText: 'Luan Hoxha' }).count(), 0);
  await page.goto(`${ORIGIN}/en/account`);
  assert.match(await page.locator('h1').innerText(), /Not open to you/);
  await page.goto(`${ORIGIN}/en/sign-in`);
  await page.fill('[name="email"]', email);
  await page.fill('[name="secret-password"]', PASSWORD);
  await send(page, '/sign-in');
  assert.match(await page.locator('.error-summary').innerText(), /do not belong together/);
  await Promise.all([leaver.close(), context.close()]);
});

test('the longest name and address fit the narrowest screen', async () => {
  const name = `${Date.now()}${'W'.repeat(87)}`;
  const email = `${'a'.repeat(64)}@${'b'.repeat(60)}.${Date.now()}.example`;
  const link = await invitation(email);
  const context = await browser.newContext({ viewport: { width: 320, height: 640 } });
  const page = await context.newPage();
  await page.goto(link);
  const secret = await secretOn(page);
  await page.fill('[name="name"]', name);
  await page.fill('[name="secret-password"]', PASSWORD);
  await page.fill('[name="secret-code"]', code(secret));
  await send(page, '/begin');
  await page.goto(`${ORIGIN}/en/account`);
  const overflow = (shown) =>
    shown.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  assert.equal(await overflow(page), 0);
  const valon = await browser.newContext({ viewport: { width: 320, height: 640 } });
  const list = await as(valon, 'Valon');
  await list.goto(`${ORIGIN}/en/accounts?q=${'a'.repeat(64)}`);
  assert.equal(await overflow(list), 0);
  await list.locator('main a', { hasText: name }).click();
  assert.equal(await overflow(list), 0);
  await Promise.all([context.close(), valon.close()]);
});

for (const language of LANGUAGES) {
  describe(`pages of people who have signed in, in ${language}`, () => {
    let context;
    let auditor;
    let account;

    before(async () => {
      context = await browser.newContext({ locale: language });
      const page = await as(context, 'Valon', language);
      await page.goto(`${ORIGIN}/${language}/accounts`);
      account = await page.locator('main a', { hasText: 'Liridon' }).getAttribute('href');
      await page.close();
      auditor = await browser.newContext({ locale: language });
      await as(auditor, 'Rina', language);
    });

    after(() => Promise.all([context?.close(), auditor?.close()]));

    it('journal', async () => {
      const faults = await faultsOf(auditor, `${ORIGIN}/${language}/journal`, language);
      assert.equal(faults.length, 0, `\n${faults.join('\n')}`);
    });

    for (const path of ['account', 'accounts', 'accounts/invite', 'waiting', 'inbox', 'jobs', 'sign-in', 'sign-in/forgotten', 'a person']) {
      it(path, async () => {
        const address = path === 'a person' ? `${ORIGIN}${account}` : `${ORIGIN}/${language}/${path}`;
        const faults = await faultsOf(context, address, language);
        assert.equal(faults.length, 0, `\n${faults.join('\n')}`);
      });
    }
  });
}

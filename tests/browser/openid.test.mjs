// Signing in by an identity provider: from a server with an empty database to accounts that are
// connected, signed in, refused and ended. Method: `serve` with settings that name a certified
// provider on this machine, under another name of it, so that it is another site; without script.

import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { send } from './acting.mjs';
import { faultsOf } from './checks.mjs';
import { launch } from './chromium.mjs';
import { Program, code } from './program.mjs';
import { LANGUAGES } from './site.mjs';

const PASSWORD = 'four quiet rivers in spring';

/** A port that is free now. */
const freePort = () =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

const words = (page) => page.locator('main').innerText();

describe('a site whose people sign in by an identity provider', () => {
  let folder;
  let provider;
  let known;
  let site;
  let browser;
  let origin;
  let port;
  /** Recovery codes of the administrator: each is taken once, and none has to be waited for. */
  let codes;

  const visitor = () => browser.newContext({ javaScriptEnabled: false, locale: 'en-GB' });

  /** Starts the site; `more` is added to its settings of signing in. */
  async function serve(more = '') {
    await writeFile(
      join(folder, 'peshore.toml'),
      `[listen]\nport = ${port}\nmetrics = "off"\n[database]\ndata-dir = "${folder}/data"\n[sign-in]\n` +
        `issuer = "${known.issuer}"\nclient = "${known.client}"\nsecret-file = "${folder}/secret"\n` +
        `name-en = "the e-services"\nname-sq = "e-shërbimet"\nname-sr = "е-услуге"\n${more}`,
    );
    const program = process.env.PESHORE_PROGRAM ?? 'target/release/peshore';
    site = new Program(program, ['serve', '--create', '--config', join(folder, 'peshore.toml')], {
      env: { ...process.env, LANG: 'en_US.UTF-8', LC_ALL: 'en_US.UTF-8' },
    });
    origin = /http:\/\/[^/\s]+/.exec(await site.line(/http:\/\//))[0];
  }

  /** Answers the provider as someone, where it asks: whom it knows in this browser, it sends back. */
  async function as(page, login, answer = 'in') {
    await page.waitForURL((url) => !/\/(provider|begin)$/.test(url.pathname));
    if (page.url().startsWith(origin)) return;
    await page.fill('[name="login"]', login);
    await page.locator(`button[value="${answer}"]`).click();
    await page.waitForURL(`${origin}/**`);
  }

  /** The provider does not know the browser any more. */
  const forgotten = (context) => context.clearCookies({ domain: 'localhost' });

  /** Goes from the page of signing in to the provider and back, as someone. */
  async function signsIn(page, login, language = 'en', answer = 'in') {
    await page.goto(`${origin}/${language}/sign-in`);
    await send(page, '/sign-in/provider');
    await as(page, login, answer);
  }

  /** Holds a page of whoever is in a context to what every page must keep, in every language. */
  async function keepsAll(context, path) {
    const scripted = await browser.newContext({ storageState: await context.storageState() });
    for (const language of LANGUAGES) {
      const faults = await faultsOf(scripted, `${origin}/${language}${path}`, language);
      assert.equal(faults.length, 0, `\n${faults.join('\n')}`);
    }
    await scripted.close();
  }

  /** Begins by a link; gives the recovery codes. */
  async function begins(page, link, { email, name, connects }) {
    await page.goto(link.replace(/\/\/[^/]+\/sq\//, `//${new URL(origin).host}/en/`));
    const secret = (await page.locator('form code').first().innerText()).replaceAll(/\s/g, '');
    await page.fill('[name="name"]', name);
    if (email) await page.fill('[name="email"]', email);
    await page.fill('[name="secret-password"]', PASSWORD);
    await page.fill('[name="secret-code"]', code(secret));
    if (connects) await page.check('[name="connect"]');
    await send(page, '/begin');
    return page.locator('.codes li').allInnerTexts();
  }

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'peshore-openid-'));
    port = await freePort();
    const callback = `http://127.0.0.1:${port}/sign-in/callback`;
    provider = new Program(process.execPath, ['tests/browser/provider.mjs', callback]);
    known = JSON.parse(await provider.line(/"issuer"/));
    await writeFile(join(folder, 'secret'), `${known.secret}\n`);
    await serve();
    browser = await launch();
  });

  after(async () => {
    await browser?.close();
    await site?.end();
    await provider?.end();
    if (folder) await rm(folder, { recursive: true, force: true });
  });

  it('connects an account by its password, and asks for the second factor afterwards', async () => {
    const context = await visitor();
    const page = await context.newPage();
    await keepsAll(context, '/sign-in');
    // Nobody is connected yet, whatever the provider says.
    await signsIn(page, 'arta');
    assert.match(await words(page), /No account of this site is connected/);
    await context.clearCookies();
    const link = /https?:\/\/\S+begin\?link=\S+/.exec(await site.line(/begin\?link=/))[0];
    codes = await begins(page, link, { email: 'arta@ministry.example', name: 'Arta Gashi' });
    await page.goto(`${origin}/en/account`);
    await page.fill('[name="secret-present-connect"]', 'another quiet river in spring');
    await send(page, '/account/provider');
    assert.match(await page.locator('.error-summary').innerText(), /another one/);
    await page.fill('[name="secret-present-connect"]', PASSWORD);
    await send(page, '/account/provider');
    await page.waitForURL(`${known.issuer}/**`);
    assert.equal(await page.locator('#asked').innerText(), 'en login');
    await as(page, 'arta');
    assert.equal(new URL(page.url()).pathname, '/en/account');
    assert.match(await page.locator('.notice').first().innerText(), /Connected/);
    assert.match(await words(page), /Connected with the e-services since/);
    await keepsAll(context, '/account');
    await send(page, '/sign-out');

    await page.goto(`${origin}/en/waiting`);
    await page.locator('main a', { hasText: 'Sign in' }).click();
    await send(page, '/sign-in/provider');
    await as(page, 'arta');
    assert.match(await page.locator('h1').innerText(), /Second factor/);
    assert.match(await page.locator('.visitor').innerText(), /Sign in/);
    await page.fill('[name="secret-code"]', '000000');
    await send(page, '/sign-in/code');
    assert.match(await page.locator('.error-summary').innerText(), /code/);
    await page.fill('[name="secret-code"]', codes.pop());
    await send(page, '/sign-in/code');
    assert.match(await page.locator('.visitor').innerText(), /Arta Gashi/);
    assert.equal(new URL(page.url()).pathname, '/en/waiting');
    await page.goto(`${origin}/en/inbox`);
    assert.match(await words(page), /connected with a sign-in at another service/);
    await context.close();
  });

  it('takes no answer that was not asked for, was given before, or is somebody else’s', async () => {
    const [context, stranger] = [await visitor(), await visitor()];
    const [page, other] = [await context.newPage(), await stranger.newPage()];
    const came = [];
    page.on('request', (request) => {
      if (request.url().includes('/sign-in/callback')) came.push(request.url());
    });
    const refused = async (of, address) => {
      const answer = await of.goto(address);
      assert.equal(answer.status(), 403);
      assert.match(await words(of), /not begun in this browser, was used already/);
      assert.equal(await of.locator('.visitor a', { hasText: 'Sign in' }).count(), 1);
    };
    await refused(page, `${origin}/sign-in/callback?code=a&state=b`);
    await refused(page, `${origin}/sign-in/callback`);
    await page.goto(`${origin}/en/sign-in`);
    await send(page, '/sign-in/provider');
    await page.waitForURL(`${known.issuer}/**`);
    const begun = page.url();
    await refused(other, `${origin}/sign-in/callback?code=a&state=${'0'.repeat(64)}`);
    // A forged answer in between does not end the way that is under way.
    await refused(page, `${origin}/sign-in/callback?code=a&state=${'0'.repeat(64)}`);
    await refused(page, `${origin}/sign-in/callback?code=a&state=b&iss=https://other.example`);
    await page.goto(begun);
    await as(page, 'arta');
    assert.match(await page.locator('h1').innerText(), /Second factor/);
    await refused(other, came.at(-1));
    await refused(page, came.at(-1));
    assert.match(came.at(-1), /code=[^&]+&state=[0-9a-f]{64}&iss=/);
    await context.clearCookies();
    // Somebody who does not want to, and says so there.
    await signsIn(page, 'arta', 'sq', 'no');
    assert.match(await words(page), /Atje nuk hytë/);
    assert.equal(await page.locator('html').getAttribute('lang'), 'sq');
    assert.doesNotMatch(await words(page), /<b>|access_denied/);
    for (const line of site.lines) {
      assert.doesNotMatch(line, /code=|state=|arta/, line);
    }
    await Promise.all([context.close(), stranger.close()]);
  });

  it('connects who was invited as they begin, and lets nobody in whose account has ended', async () => {
    const [context, elsewhere] = [await visitor(), await visitor()];
    const [page, other] = [await context.newPage(), await elsewhere.newPage()];
    await signsIn(page, 'arta');
    await page.fill('[name="secret-code"]', codes.pop());
    await send(page, '/sign-in/code');
    assert.equal(new URL(page.url()).pathname, '/en/');
    await page.goto(`${origin}/en/accounts/invite`);
    await page.fill('[name="email"]', 'goran@ministry.example');
    await page.selectOption('[name="role"]', 'auditor');
    await page.selectOption('[name="territory"]', 'country');
    await send(page, '/accounts/invite');
    const link = await page.locator('.address code').innerText();
    // The address of e-mail alone connects nobody.
    await signsIn(other, 'goran@ministry.example');
    assert.match(await words(other), /No account of this site is connected/);
    await elsewhere.clearCookies();
    const own = await begins(other, link, { name: 'Goran Ilić', connects: true });
    assert.equal(own.length, 10);
    await other.locator('main a', { hasText: 'On to the e-services' }).click();
    await as(other, 'arta');
    assert.match(await words(other), /Another account of this site is connected/);
    await forgotten(elsewhere);
    await other.fill('[name="secret-present-connect"]', PASSWORD);
    await send(other, '/account/provider');
    await as(other, 'goran');
    assert.match(await other.locator('.notice').first().innerText(), /Connected/);
    await send(other, '/sign-out');
    await elsewhere.clearCookies();
    await signsIn(other, 'goran', 'sr-Latn');
    assert.match(await other.locator('h1').innerText(), /činilac/i);
    await other.fill('[name="secret-code"]', own.pop());
    await send(other, '/sign-in/code');
    assert.match(await other.locator('.visitor').innerText(), /Goran Ilić/);
    await other.goto(`${origin}/en/journal`);
    const written = await other.locator('main').textContent();
    for (const word of ['set_out', 'came_back', 'passed', 'tied', 'refused']) {
      assert.ok(written.includes(`${word}–no dataidentity provider`), word);
    }
    assert.ok(!/code=|state=/.test(written));

    await page.goto(`${origin}/en/accounts?q=goran`);
    await page.locator('main a', { hasText: 'Goran' }).click();
    await page.locator('summary', { hasText: 'End this account' }).click();
    await send(page, '/accounts/close');
    await elsewhere.clearCookies();
    await signsIn(other, 'goran');
    assert.match(await words(other), /No account of this site is connected/);
    await Promise.all([context.close(), elsewhere.close()]);
  });

  it('keeps a form whose session has ended on the way to the provider and back', async () => {
    const [context, elsewhere] = [await visitor(), await visitor()];
    const [page, other] = [await context.newPage(), await elsewhere.newPage()];
    for (const one of [page, other]) {
      await signsIn(one, 'arta');
      await one.fill('[name="secret-code"]', codes.pop());
      await send(one, '/sign-in/code');
    }
    await page.goto(`${origin}/en/accounts/invite`);
    await page.fill('[name="email"]', 'kept@ministry.example');
    await page.selectOption('[name="role"]', 'auditor');
    await other.goto(`${origin}/en/account`);
    await other.locator('form[action$="/account/sessions"] button').last().click();
    await send(page, '/accounts/invite');
    assert.match(await words(page), /session has ended/);
    await send(page, '/sign-in/provider');
    await as(page, 'arta');
    await page.fill('[name="secret-code"]', codes.pop());
    await send(page, '/sign-in/code');
    await page.locator('main form button').click();
    assert.equal(await page.inputValue('[name="email"]'), 'kept@ministry.example');
    assert.equal(await page.inputValue('[name="role"]'), 'auditor');
    await Promise.all([context.close(), elsewhere.close()]);
  });

  it('takes the provider’s word for the second factor only where the settings say so', async () => {
    const context = await visitor();
    const page = await context.newPage();
    await signsIn(page, 'arta');
    await page.fill('[name="secret-code"]', codes.pop());
    await send(page, '/sign-in/code');
    await page.goto(`${origin}/en/account`);
    await page.fill('[name="secret-present-disconnect"]', PASSWORD);
    await send(page, '/account/provider/end');
    assert.match(await page.locator('.notice').first().innerText(), /Disconnected/);
    await forgotten(context);
    await page.fill('[name="secret-present-connect"]', PASSWORD);
    await send(page, '/account/provider');
    await as(page, 'two-arta');
    assert.match(await page.locator('.notice').first().innerText(), /Connected/);
    await context.clearCookies();
    await signsIn(page, 'two-arta');
    assert.match(await page.locator('h1').innerText(), /Second factor/);

    await site.end();
    await serve('second-factor = "provider"\n');
    await context.clearCookies();
    await signsIn(page, 'two-arta');
    assert.match(await page.locator('.visitor').innerText(), /Arta Gashi/);
    await page.goto(`${origin}/en/account`);
    await page.fill('[name="secret-present-disconnect"]', PASSWORD);
    await send(page, '/account/provider/end');
    await forgotten(context);
    await page.fill('[name="secret-present-connect"]', PASSWORD);
    await send(page, '/account/provider');
    await as(page, 'arta');
    await context.clearCookies();
    await signsIn(page, 'arta');
    assert.match(await page.locator('h1').innerText(), /Second factor/);
    await context.close();
  });

  it('says what to do when the provider is gone', async () => {
    await provider.end();
    await site.end();
    await serve();
    const context = await visitor();
    const page = await context.newPage();
    await page.goto(`${origin}/en/sign-in`);
    await send(page, '/sign-in/provider');
    assert.match(await words(page), /was not reached[\s\S]*with your password/);
    await page.fill('[name="email"]', 'arta@ministry.example');
    await page.fill('[name="secret-password"]', PASSWORD);
    await send(page, '/sign-in');
    assert.match(await page.locator('h1').innerText(), /Second factor/);
    await context.close();
  });
});

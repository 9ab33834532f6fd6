// Letters: from a server with an empty database to a new password by a letter that a real server of
// mail took. Method: `serve` with settings that name that server, the link of the first start, and
// the words of the letter; without script.

import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { send } from './acting.mjs';
import { launch } from './chromium.mjs';
import { Program, code } from './program.mjs';

const PASSWORD = 'four quiet rivers in spring';
const ANOTHER = 'seven loud rivers in autumn';

/** The text of a letter, whatever it was coded in. */
function textOf(letter) {
  const [head, ...rest] = letter.split('\r\n\r\n');
  const body = rest.join('\r\n\r\n');
  if (/Transfer-Encoding: base64/i.test(head)) return Buffer.from(body, 'base64').toString('utf8');
  if (!/quoted-printable/i.test(head)) return body;
  const joined = body.replaceAll('=\r\n', '');
  const bytes = joined.replaceAll(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}


describe('a site that sends letters', () => {
  let folder;
  let post;
  let site;
  let browser;
  let origin;
  let page;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'peshore-letters-'));
    post = new Program(process.env.PESHORE_POST ?? 'python3', ['tests/browser/post.py', 'peshore', 'geheim']);
    const { port } = JSON.parse(await post.line(/"port"/));
    await writeFile(join(folder, 'password'), 'geheim\n');
    await writeFile(
      join(folder, 'peshore.toml'),
      `[listen]\nport = 0\nmetrics = "off"\n[database]\ndata-dir = "${folder}/data"\n[mail]\n` +
        `from = "Peshore <no-reply@peshore.example>"\nserver = "127.0.0.1:${port}"\n` +
        `protection = "none"\nuser = "peshore"\npassword-file = "${folder}/password"\n`,
    );
    const program = process.env.PESHORE_PROGRAM ?? 'target/release/peshore';
    site = new Program(program, ['serve', '--create', '--config', join(folder, 'peshore.toml')], {
      env: { ...process.env, LANG: 'en_US.UTF-8', LC_ALL: 'en_US.UTF-8' },
    });
    origin = /http:\/\/[^/\s]+/.exec(await site.line(/http:\/\//))[0];
    browser = await launch();
  });

  after(async () => {
    await browser?.close();
    await site?.end();
    await post?.end();
    if (folder) await rm(folder, { recursive: true, force: true });
  });

  it('replaces a forgotten password by a letter and a code', async () => {
    const begin = /https?:\/\/\S+begin\?link=\S+/.exec(await site.line(/begin\?link=/))[0];
    page = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
    await page.goto(begin.replace(/\/\/[^/]+\/sq\//, `//${new URL(origin).host}/en/`));
    const secret = (await page.locator('form code').first().innerText()).replaceAll(/\s/g, '');
    await page.fill('[name="name"]', 'Arta Gashi');
    await page.fill('[name="email"]', 'arta@ministry.example');
    await page.fill('[name="secret-password"]', PASSWORD);
    await page.fill('[name="secret-code"]', code(secret));
    await send(page, '/begin');
    const recovery = await page.locator('.codes li').first().innerText();
    await page.goto(`${origin}/en/`);
    await send(page, '/sign-out');

    await page.goto(`${origin}/en/sign-in`);
    await page.locator('main a', { hasText: 'Forgotten your password?' }).click();
    for (const email of ['nobody@ministry.example', 'arta@ministry.example']) {
      await page.goto(`${origin}/en/sign-in/forgotten`);
      await page.fill('[name="email"]', email);
      await send(page, '/sign-in/forgotten');
      assert.match(await page.locator('.notice').first().innerText(), /If there is an account/);
    }
    const taken = JSON.parse(await post.line(/"letter"/));
    assert.deepEqual(taken.to, ['arta@ministry.example']);
    assert.match(taken.letter, /Auto-Submitted: auto-generated/);
    const text = textOf(taken.letter);
    assert.match(text, /Dear Arta Gashi/);
    const link = /https?:\/\/\S+new-password\?link=\S+/.exec(text)[0];

    await page.goto(link);
    await page.fill('[name="secret-new"]', 'short');
    await page.fill('[name="secret-code"]', recovery);
    await send(page, '/sign-in/new-password');
    assert.match(await page.locator('.error-summary').innerText(), /12 characters/);
    await page.fill('[name="secret-new"]', ANOTHER);
    await page.fill('[name="secret-code"]', '000000');
    await send(page, '/sign-in/new-password');
    assert.match(await page.locator('.error-summary').innerText(), /code/);
    await page.fill('[name="secret-new"]', ANOTHER);
    await page.fill('[name="secret-code"]', recovery);
    await send(page, '/sign-in/new-password');
    assert.match(await page.locator('.notice').first().innerText(), /changed/);
    await page.goto(link);
    assert.match(await page.locator('main').innerText(), /used already/);

    await page.goto(`${origin}/en/sign-in`);
    await page.fill('[name="email"]', 'arta@ministry.example');
    await page.fill('[name="secret-password"]', ANOTHER);
    await send(page, '/sign-in');
    await page.fill('[name="secret-code"]', code(secret, 1));
    await send(page, '/sign-in/code');
    assert.equal(new URL(page.url()).pathname, '/en/');
    await page.locator('.visitor a', { hasText: 'Inbox (1 new)' }).click();
    assert.match(await page.locator('main').innerText(), /Your password was changed/);
    await send(page, '/inbox');
    assert.match(await page.locator('.visitor').innerText(), /Inbox\s/);
    assert.doesNotMatch(await page.locator('.visitor').innerText(), /new\)/);
    assert.equal(post.lines.filter((line) => line.includes('"letter"')).length, 1);
    for (const line of site.lines.slice(0, -1)) {
      assert.doesNotMatch(line, /new-password\?link=|geheim|arta@/, line);
    }
  });

  it('says why a letter was not taken, without the address', async () => {
    await page.goto(`${origin}/en/accounts/invite`);
    await page.fill('[name="email"]', 'goran@refused.example');
    await page.selectOption('[name="role"]', 'grants_analyst');
    await page.selectOption('[name="territory"]', 'country');
    await send(page, '/accounts/invite');
    const link = await page.locator('.address code').innerText();
    const context = await browser.newContext({ javaScriptEnabled: false });
    const other = await context.newPage();
    await other.goto(link);
    const secret = (await other.locator('form code').first().innerText()).replaceAll(/\s/g, '');
    await other.fill('[name="name"]', 'Goran Ilić');
    await other.fill('[name="secret-password"]', PASSWORD);
    await other.fill('[name="secret-code"]', code(secret));
    await send(other, '/begin');
    await other.goto(`${origin}/en/sign-in/forgotten`);
    await other.fill('[name="email"]', 'goran@refused.example');
    await send(other, '/sign-in/forgotten');
    await context.close();
    const said = page.locator('main li', { hasText: 'the mail server answered 550' });
    for (let tries = 0; tries < 40 && (await said.count()) === 0; tries += 1) {
      await new Promise((resolve) => setTimeout(resolve, 250));
      await page.goto(`${origin}/en/jobs`);
    }
    assert.match(await said.innerText(), /Letter: waiting[\s\S]*attempts so far: 1/);
    assert.doesNotMatch(await page.locator('main').innerText(), /refused\.example|Goran/);
  });
});

// Every page in every language: it opens without an error, is accessible in light and dark, speaks
// its language, fits a small screen, and weighs little. Method: follow the links from each home page.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { faultsOf } from './checks.mjs';
import { launch } from './chromium.mjs';
import { LANGUAGES, ORIGIN, crawl } from './site.mjs';

let browser;

before(async () => {
  browser = await launch();
});

after(() => browser?.close());

for (const language of LANGUAGES) {
  test(`the pages in ${language}`, async (each) => {
    const found = await crawl(language);
    await each.test(`${found.asked} addresses answer, none leads to another host`, () => {
      assert.deepEqual([...found.faults, ...found.strangers], []);
      assert.ok(found.opened.length > 0, 'no page was found');
    });
    const context = await browser.newContext({ locale: language });
    for (const address of found.opened) {
      await each.test(address.slice(ORIGIN.length), async () => {
        const faults = await faultsOf(context, address, language);
        assert.equal(faults.length, 0, `\n${faults.join('\n')}`);
      });
    }
    await context.close();
  });
}

// Every page in every language: it opens without an error, is accessible in light and dark, speaks
// its language, fits a small screen, and weighs little. Method: follow the links from each home page.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { faultsOf } from './checks.mjs';
import { launch } from './chromium.mjs';
import { LANGUAGES, ORIGIN, crawl } from './site.mjs';

const found = new Map();
for (const language of LANGUAGES) found.set(language, await crawl(language));

for (const [language, { asked, opened, downloads, faults, strangers }] of found) {
  describe(`the pages in ${language}`, () => {
    let browser;
    let context;

    before(async () => {
      browser = await launch();
      context = await browser.newContext({ locale: language });
    });

    after(() => browser?.close());

    it(`${asked} addresses answer, ${downloads.length} are files, none is on another host`, () => {
      assert.deepEqual([...faults, ...strangers], []);
      assert.ok(opened.length > 0, 'no page was found');
    });

    for (const address of opened) {
      it(address.slice(ORIGIN.length), async () => {
        const faults = await faultsOf(context, address, language);
        assert.equal(faults.length, 0, `\n${faults.join('\n')}`);
      });
    }
  });
}

it('every language has the same kinds of pages', () => {
  const count = ({ opened }) => opened.length;
  const counts = [...found.values()].map(count);
  assert.equal(new Set(counts).size, 1, `pages in ${LANGUAGES.join(', ')}: ${counts.join(', ')}`);
});

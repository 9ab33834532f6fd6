// Everything by keyboard alone. Method: press keys on the running site and look at what has the focus.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { launch } from './chromium.mjs';
import { LANGUAGES, ORIGIN, crawl } from './site.mjs';

/** More stops than any page may have: reaching it means that the focus is caught. */
const STOPS_MAX = 600;

/** The pages of one language: the markup is the same in the others. */
const english = await crawl('en');

let browser;

before(async () => {
  browser = await launch();
});

after(() => browser?.close());

/** Opens a path in a fresh page, hands it over, and closes it. */
async function on(path, visit) {
  const context = await browser.newContext({ reducedMotion: 'reduce', viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  await page.goto(`${ORIGIN}${path}`);
  try {
    await visit(page);
  } finally {
    await context.close();
  }
}

/** What has the focus: a name for it, whether it is seen, and whether it shows that it has it. */
function focused(page) {
  return page.evaluate(() => {
    const at = document.activeElement;
    if (!at || at === document.body) return null;
    const box = at.getBoundingClientRect();
    // Whatever the mark is (an outline, a line around a shape in a picture), it goes with the focus.
    const look = () =>
      [at, ...at.children].map((each) => {
        const style = getComputedStyle(each);
        const line = `${style.outlineStyle} ${style.outlineWidth} ${style.stroke} ${style.strokeWidth}`;
        return `${line} ${style.boxShadow} ${style.borderColor}`;
      });
    // A field for a date has stops of its own inside, which a blur would begin anew; the browser
    // marks them.
    let marked = at.matches('input[type=date]');
    if (!marked) {
      const withFocus = look().join();
      at.blur();
      marked = withFocus !== look().join();
      at.focus();
    }
    const inView = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
    return {
      name: at.outerHTML.replaceAll(/\s+/g, ' ').slice(0, 100),
      seen: inView && box.width > 0 && box.height > 0,
      marked,
    };
  });
}

for (const language of LANGUAGES) {
  test(`the first stop in ${language} leads past the head of the page`, () =>
    on(`/${language}/`, async (page) => {
      await page.keyboard.press('Tab');
      const first = await focused(page);
      assert.match(first.name, /href="#main"/);
      assert.ok(first.seen && first.marked, 'the link is seen when it has the focus');
      await page.keyboard.press('Enter');
      await page.keyboard.press('Tab');
      const inside = await page.evaluate(() => document.querySelector('main').contains(document.activeElement));
      assert.ok(inside, 'the next stop lies in the content');
    }));
}

describe('every stop of every kind of page is seen and leads on', () => {
  for (const address of english.opened) {
    const path = address.slice(ORIGIN.length);
    test(path, () =>
      on(path, async (page) => {
        const faults = [];
        let stops = 0;
        for (; stops < STOPS_MAX; stops += 1) {
          await page.keyboard.press('Tab');
          const stop = await focused(page);
          if (!stop) break;
          if (!stop.seen) faults.push(`not seen: ${stop.name}`);
          if (!stop.marked) faults.push(`not marked: ${stop.name}`);
        }
        assert.deepEqual(faults, []);
        assert.ok(stops > 3, `only ${stops} stops`);
        assert.ok(stops < STOPS_MAX, 'the focus comes back to the browser');
      }));
  }
});

test('arrow keys go from tile to tile, Enter opens the municipality', () =>
  on('/en/allocation', async (page) => {
    await page.locator('[data-tile]').first().focus();
    const before = await focused(page);
    let after = before;
    for (const key of ['ArrowRight', 'ArrowDown', 'ArrowLeft', 'ArrowUp']) {
      await page.keyboard.press(key);
      after = await focused(page);
      if (after.name !== before.name) break;
    }
    assert.notEqual(after.name, before.name, 'an arrow moves the focus');
    assert.ok(after.seen && after.marked, 'the tile shows that it has the focus');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/en\/municipality\//);
  }));

test('the list of keys opens with ? and closes with Escape, / goes to the search', () =>
  on('/en/allocation', async (page) => {
    await page.keyboard.press('?');
    assert.ok(await page.locator('dialog[open]').isVisible());
    await page.keyboard.press('Escape');
    assert.equal(await page.locator('dialog[open]').count(), 0);
    await page.keyboard.press('/');
    const field = await page.evaluate(() => document.activeElement.matches('[data-search]'));
    assert.ok(field, 'the search has the focus');
    await page.keyboard.type('?/');
    assert.equal(await page.locator('dialog[open]').count(), 0, 'letters typed into a field stay letters');
  }));

test('a picture is saved as PNG by the button beneath it', () =>
  on('/sr-Cyrl/allocation', async (page) => {
    const button = page.locator('#map [data-png]');
    await button.focus();
    const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')]);
    assert.match(download.suggestedFilename(), /^general-grant-.*-map\.png$/);
    const bytes = [];
    for await (const piece of await download.createReadStream()) bytes.push(piece);
    const file = Buffer.concat(bytes);
    assert.deepEqual([...file.subarray(1, 4)], [...Buffer.from('PNG')]);
    assert.ok(file.readUInt32BE(16) > 1000, 'twice as wide as on the page');
  }));

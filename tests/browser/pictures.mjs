// Takes the pictures of the README from the running site: the same size every time, light and dark.
// Usage: node pictures.mjs FOLDER

import { mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { launch } from './chromium.mjs';
import { ORIGIN } from './site.mjs';

const WIDTH = 1280;

/** The municipality whose page is shown: a small one, where the fixed parts of a grant are seen. */
const MUNICIPALITY = 'Junik';

/** Name of the picture, its height, and how to come to its page. */
const SCENES = [
  ['allocation', 1640, (page) => page.goto(`${ORIGIN}/en/allocation`)],
  ['municipality', 860, openMunicipality],
  ['compare', 1640, (page) => page.goto(`${ORIGIN}/en/compare`)],
];

async function openMunicipality(page) {
  await page.goto(`${ORIGIN}/en/allocation`);
  const link = page.locator('main table a', { hasText: MUNICIPALITY }).first();
  await page.goto(new URL(await link.getAttribute('href'), ORIGIN).href);
}

const folder = process.argv[2];
if (!folder) {
  console.error('Usage: node pictures.mjs FOLDER');
  process.exit(2);
}
await mkdir(folder, { recursive: true });
const browser = await launch();
try {
  for (const colorScheme of ['light', 'dark']) {
    const context = await browser.newContext({
      deviceScaleFactor: 1,
      colorScheme,
      reducedMotion: 'reduce',
      locale: 'en',
    });
    for (const [name, height, open] of SCENES) {
      const page = await context.newPage();
      await page.setViewportSize({ width: WIDTH, height });
      await open(page);
      const path = join(folder, `${name}-${colorScheme}.png`);
      await page.screenshot({ path, animations: 'disabled', caret: 'hide' });
      console.log(`  ${path}  ${WIDTH} x ${height}, ${(await stat(path)).size} bytes`);
      await page.close();
    }
    await context.close();
  }
} finally {
  await browser.close();
}

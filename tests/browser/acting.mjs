// What the journeys do as people of the demonstration.

import { ORIGIN } from './site.mjs';

/** A page of the person of the demonstration with this name, without script where nothing else is said. */
export async function as(browser, name, options = { javaScriptEnabled: false }) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  await page.goto(`${ORIGIN}/en/sign-in`);
  await page.locator('li', { hasText: name }).locator('button').first().click();
  await page.locator('.visitor', { hasText: name }).waitFor();
  return page;
}

/** Sends the form with this address. */
export const send = (page, path) =>
  page.locator(`form[method="post"][action$="${path}"] button[type="submit"]`).first().click();

/** Begins a proposal from the first run; gives its address. */
export async function begun(page) {
  await page.goto(`${ORIGIN}/en/proposal`);
  await page.locator('a[href*="/proposal/new?run="]').first().click();
  await send(page, '/proposal/new');
  return page.url();
}

/** Writes the covering text in every language. */
export async function write(page, text) {
  for (const language of ['sq', 'sr', 'en']) await page.fill(`[name="letter-${language}"]`, text);
}

// What every page must keep, in every language. Each check returns its faults as sentences, so that
// one run shows all of them.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { statusOf } from './site.mjs';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/**
 * What a page may weigh without its pictures, in bytes as they cross the wire; pictures are images
 * and the SVG that stands in the page itself. The style guide shows
 * every component and every chart in all its forms on one page, for those who build pages.
 */
const weightMax = (address) => (/\/style$/.test(address) ? 400_000 : 100_000);

/** Narrow screens: 320 CSS pixels are what WCAG 2.2 asks for, 360 is the common small phone. */
const WIDTHS = [320, 360];

const DESK = { width: 1280, height: 900 };

/** Marks of a word without translation, of a template, and of values that were never meant for eyes. */
const LEFTOVERS = [/⟦[^⟧]*⟧?/, /\{\{|\}\}/, /\{%|%\}/, /\{ ?\$/, /\bundefined\b/, /\bNaN\b/, /\bSome\(/, /\[object /];

/** Listens to a page from before it loads: errors, requests to strangers, weight. */
export function listen(page, address) {
  const { origin } = new URL(address);
  const heard = { faults: [], bytes: 0, pending: [] };
  page.on('console', (message) => {
    // That a page answers with the status it is meant to have is no fault.
    const isStatus = message.location().url === address && statusOf(address) !== 200;
    if (!isStatus && (message.type() === 'error' || message.type() === 'warning')) {
      heard.faults.push(`the console says: ${message.text()}`);
    }
  });
  page.on('pageerror', (error) => heard.faults.push(`the script fails: ${error.message}`));
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (url.protocol.startsWith('http') && url.origin !== origin) {
      heard.faults.push(`asks another host: ${url.href}`);
    }
  });
  page.on('requestfailed', (request) => {
    heard.faults.push(`${request.url()} does not load: ${request.failure()?.errorText}`);
  });
  page.on('response', (response) => {
    const meant = response.url() === address ? statusOf(address) : 200;
    if (response.status() >= 400 && response.status() !== meant) heard.faults.push(`${response.url()} answers ${response.status()}`);
    const isPicture = response.request().resourceType() === 'image';
    if (!isPicture) {
      heard.pending.push(
        response
          .finished()
          .then(() => response.request().sizes())
          .then((sizes) => (heard.bytes += sizes.responseBodySize)),
      );
    }
  });
  return heard;
}

/** Opens a page and returns everything that is wrong with it. */
export async function faultsOf(context, address, language) {
  const page = await context.newPage();
  try {
    const heard = listen(page, address);
    await page.setViewportSize(DESK);
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    await page.goto(address, { waitUntil: 'load' });
    await Promise.all(heard.pending);
    const faults = [...heard.faults];
    const weight = heard.bytes - (await page.evaluate(bytesOfPictures));
    if (weight > weightMax(address)) faults.push(`weighs ${weight} bytes without pictures`);
    faults.push(...(await spokenIn(page, language)));
    faults.push(...(await accessibility(page, RULES, 'light')));
    await page.emulateMedia({ colorScheme: 'dark' });
    faults.push(...(await accessibility(page, null, 'dark')));
    faults.push(...(await overflow(page)));
    return faults;
  } finally {
    await page.close();
  }
}

/** In the page: the bytes of the pictures that stand in its markup. */
function bytesOfPictures() {
  const pictures = [...document.querySelectorAll('svg')];
  return pictures.reduce((sum, each) => sum + new TextEncoder().encode(each.outerHTML).length, 0);
}

/** The language of the page, its script, and words that nobody translated. */
async function spokenIn(page, language) {
  const seen = await page.evaluate(() => {
    const own = document.documentElement.lang;
    const copy = document.body.cloneNode(true);
    for (const code of copy.querySelectorAll('code, pre, script, style, template')) code.remove();
    const spoken = ['title', 'aria-label', 'alt'].flatMap((name) =>
      [...copy.querySelectorAll(`[${name}]`)].map((each) => each.getAttribute(name)),
    );
    const whole = [document.title, copy.textContent, ...spoken].join('\n');
    // Text in another language says so by an attribute of its own and is left out here.
    for (const other of copy.querySelectorAll('[lang]')) {
      if (other.lang !== own) other.remove();
    }
    return {
      lang: own,
      title: document.title,
      headings: document.querySelectorAll('h1').length,
      whole,
      own: copy.textContent ?? '',
    };
  });
  const faults = [];
  if (seen.lang !== language) faults.push(`lang is "${seen.lang}"`);
  if (seen.headings !== 1) faults.push(`has ${seen.headings} headings of the first level`);
  if (!seen.title.trim()) faults.push('has no title');
  for (const leftover of LEFTOVERS) {
    const match = seen.whole.match(leftover);
    if (match) faults.push(`shows ${match[0].slice(0, 40)}`);
  }
  const cyrillic = seen.own.match(/[\p{Script=Cyrillic}]+/gu) ?? [];
  if (language === 'sr-Cyrl') {
    const latin = seen.own.match(/[\p{Script=Latin}]{2,}/gu) ?? [];
    if (cyrillic.length < latin.length) {
      faults.push(`is mostly Latin: ${[...new Set(latin)].slice(0, 8).join(' ')}`);
    }
  } else if (cyrillic.length > 0) {
    faults.push(`holds Cyrillic: ${[...new Set(cyrillic)].slice(0, 8).join(' ')}`);
  }
  return faults;
}

/** What axe finds. In the second colour scheme only the contrasts can differ. */
async function accessibility(page, tags, scheme) {
  const options = tags
    ? { runOnly: { type: 'tag', values: tags } }
    : { runOnly: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] } };
  await page.evaluate(AXE);
  const violations = await page.evaluate(async (chosen) => {
    const result = await globalThis.axe.run(document, { ...chosen, resultTypes: ['violations'] });
    return result.violations.map(({ id, help, nodes }) => ({
      id,
      help,
      count: nodes.length,
      first: nodes[0]?.html ?? '',
      why: nodes[0]?.failureSummary ?? '',
    }));
  }, options);
  return violations.map(({ id, help, count, first, why }) => {
    const where = first.replaceAll(/\s+/g, ' ').slice(0, 160);
    const reason = why.replaceAll(/\s+/g, ' ').slice(0, 200);
    return `axe (${scheme}) ${id}: ${help}; ${count} times, first ${where} (${reason})`;
  });
}

/** On a narrow screen the page scrolls one way only. */
async function overflow(page) {
  const faults = [];
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 800 });
    const needed = await page.evaluate(() => document.documentElement.scrollWidth);
    if (needed > width) {
      faults.push(`is ${needed} px wide on a screen of ${width}: ${await page.evaluate(widest)}`);
    }
  }
  return faults;
}

/** In the page: the first element that stands out to the right and is in no frame that scrolls. */
function widest() {
  const limit = document.documentElement.clientWidth;
  const isFramed = (each) => {
    for (let above = each.parentElement; above; above = above.parentElement) {
      if (getComputedStyle(above).overflowX !== 'visible') return true;
    }
    return false;
  };
  const standsOut = (each) => each.getBoundingClientRect().right > limit + 1 && !isFramed(each);
  const wide = [...document.body.querySelectorAll('*')].find(standsOut);
  return wide?.outerHTML.replaceAll(/\s+/g, ' ').slice(0, 120) ?? '';
}

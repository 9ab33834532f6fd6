// The site under test: where it is, which languages it speaks, which pages it links.

/** The address of the running site, for example `http://127.0.0.1:8080`. */
export const ORIGIN = (process.env.PESHORE_ORIGIN ?? 'http://127.0.0.1:8080').replace(/\/$/, '');

/** The languages in the address, which are also what `lang` says. */
export const LANGUAGES = ['sq', 'sr-Cyrl', 'sr-Latn', 'en'];

/** Where reading begins in each language. The style guide is for those who build pages: no link leads to it. */
const BEGINNINGS = ['', 'style'];

/** What the style guide links to show it: the page for an address that does not exist. */
const NOT_FOUND = 'style/none';

/** How many pages of one template are opened in the browser; the others are asked for by HTTP. */
const OPENED_OF_TEMPLATE = 2;

/** How many addresses that differ in the values of their query alone are asked for. */
const ASKED_OF_QUERY = 4;

/** A bound for the crawl of one language: reaching it is a fault, not a quiet end. */
const PAGES_MAX = 400;

/** A link as it stands in the markup, read by the rules of HTML attributes. */
function linksOf(markup, base) {
  const links = new Set();
  for (const [, value] of markup.matchAll(/<a\b[^>]*?\shref="([^"]*)"/g)) {
    const text = value.replaceAll('&amp;', '&').replaceAll('&#38;', '&');
    if (text.startsWith('#')) continue;
    const url = new URL(text, base);
    url.hash = '';
    links.add(url.href);
  }
  return [...links];
}

/**
 * The template behind an address: names and codes become `*`. `/en/municipality/01?run=3` and
 * `/sq/municipality/22` share `municipality/*`.
 */
export function templateOf(address) {
  const [, , ...parts] = new URL(address).pathname.split('/').filter((part, index) => index === 0 || part);
  return parts.map((part, index) => (index === 0 ? part : '*')).join('/');
}

/** The template with the names in the query. */
function questionOf(address) {
  const names = [...new Set(new URL(address).searchParams.keys())].sort();
  return `${templateOf(address)}?${names.join('&')}`;
}

/** Counts under a name, and says whether there is still room for one more. */
class Quota {
  #counts = new Map();

  take(name, limit) {
    const count = this.#counts.get(name) ?? 0;
    this.#counts.set(name, count + 1);
    return count < limit;
  }
}

/** The status with which an address is meant to answer. */
export function statusOf(address) {
  return new URL(address).pathname.endsWith(`/${NOT_FOUND}`) ? 404 : 200;
}

/**
 * Follows every link from the beginnings in a language and sorts what it finds: `opened` are the
 * pages for the browser, `downloads` the files, `faults` the answers that are none, `strangers`
 * links to other hosts.
 */
export async function crawl(language, origin = ORIGIN, beginnings = BEGINNINGS) {
  const waiting = beginnings.map((path) => `${origin}/${language}/${path}`);
  const known = new Set(waiting);
  const asked = new Quota();
  const opened = new Quota();
  const openedPaths = new Set();
  const found = { opened: [], asked: 0, downloads: [], faults: [], strangers: new Set() };
  while (waiting.length > 0) {
    const address = waiting.shift();
    const answer = await fetch(address);
    found.asked += 1;
    if (answer.status !== statusOf(address)) {
      found.faults.push(`${address} answers ${answer.status}`);
      continue;
    }
    const body = await answer.text();
    if (!(answer.headers.get('content-type') ?? '').startsWith('text/html')) {
      if (body.length === 0) found.faults.push(`${address} is empty`);
      found.downloads.push(address);
      continue;
    }
    const template = templateOf(address);
    const path = new URL(address).pathname;
    // Of pages for names and codes two different ones, of the others the plain one and one question;
    // the style guide is one page, and a long one.
    const isAnother = !template.includes('*') || !openedPaths.has(path);
    if (isAnother && opened.take(template, template === 'style' ? 1 : OPENED_OF_TEMPLATE)) {
      openedPaths.add(path);
      found.opened.push(address);
    }
    for (const link of linksOf(body, answer.url)) {
      const url = new URL(link);
      if (url.origin !== origin) {
        found.strangers.add(link);
      } else if (!known.has(link) && url.pathname.startsWith(`/${language}/`)) {
        known.add(link);
        const isFile = url.searchParams.has('as');
        const isQuestion = isFile || (url.search !== '' && known.has(`${origin}${url.pathname}`));
        if (!isQuestion || asked.take(questionOf(link), ASKED_OF_QUERY)) waiting.push(link);
      }
    }
    if (found.asked > PAGES_MAX) {
      found.faults.push(`more than ${PAGES_MAX} pages hang below ${language}`);
      break;
    }
  }
  return found;
}

// The site under test: where it is, which languages it speaks, which pages it links.

/** The address of the running site, for example `http://127.0.0.1:8080`. */
export const ORIGIN = (process.env.PESHORE_ORIGIN ?? 'http://127.0.0.1:8080').replace(/\/$/, '');

/** The languages in the address, which are also what `lang` says. */
export const LANGUAGES = ['sq', 'sr-Cyrl', 'sr-Latn', 'en'];

/** How many pages of one template are opened in the browser; the others are asked for by HTTP. */
const OPENED_OF_TEMPLATE = 2;

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
 * The template behind an address: names and codes become `*`, a query becomes the names in it.
 * `/en/municipality/01?run=3` and `/sq/municipality/22?run=9` share `municipality/*?run`.
 */
export function templateOf(address) {
  const url = new URL(address);
  const [, , ...parts] = url.pathname.split('/').filter((part, index) => index === 0 || part);
  const path = parts.map((part, index) => (index === 0 ? part : '*')).join('/');
  const names = [...new Set(url.searchParams.keys())].sort().join('&');
  return names ? `${path}?${names}` : path;
}

/**
 * Follows every link from the home page of a language and sorts what it finds: `opened` are the
 * pages for the browser, `faults` the answers that are none, `strangers` links to other hosts.
 */
export async function crawl(language, origin = ORIGIN) {
  const waiting = [`${origin}/${language}/`];
  const known = new Set(waiting);
  const ofTemplate = new Map();
  const found = { opened: [], asked: 0, downloads: [], faults: [], strangers: new Set() };
  while (waiting.length > 0) {
    const address = waiting.shift();
    const answer = await fetch(address);
    found.asked += 1;
    if (answer.status !== 200) {
      found.faults.push(`${address} answers ${answer.status}`);
      continue;
    }
    const body = await answer.text();
    if (!(answer.headers.get('content-type') ?? '').startsWith('text/html')) {
      if (body.length === 0) found.faults.push(`${address} is empty`);
      found.downloads.push(address);
      continue;
    }
    const template = templateOf(answer.url);
    const count = (ofTemplate.get(template) ?? 0) + 1;
    ofTemplate.set(template, count);
    if (count <= OPENED_OF_TEMPLATE) found.opened.push(address);
    for (const link of linksOf(body, answer.url)) {
      const url = new URL(link);
      if (url.origin !== origin) {
        found.strangers.add(link);
      } else if (!known.has(link) && url.pathname.startsWith(`/${language}/`)) {
        // Of a template whose pages differ by their query alone, a few stand for all.
        const enough = url.search !== '' && (ofTemplate.get(templateOf(link)) ?? 0) >= OPENED_OF_TEMPLATE;
        if (!enough) {
          known.add(link);
          waiting.push(link);
        }
      }
    }
    if (known.size > PAGES_MAX) {
      found.faults.push(`more than ${PAGES_MAX} pages hang below ${language}`);
      break;
    }
  }
  return found;
}

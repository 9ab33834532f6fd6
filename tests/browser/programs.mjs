// What a program does that has no browser: signs in as a person of the demonstration, makes an access
// token on their page, and asks the API with it. Run by itself it prints a token.

import { ORIGIN } from './site.mjs';

/** The fields of a form of a page that are not shown, by name. */
const hiddenOf = (form) =>
  Object.fromEntries(
    [...form.matchAll(/<input[^>]*type="hidden"[^>]*>/g)].map(([field]) => [
      /name="([^"]*)"/.exec(field)?.[1],
      /value="([^"]*)"/.exec(field)?.[1] ?? '',
    ]),
  );

/** Asks for pages as a browser does, and keeps its cookies. */
export class Visitor {
  #cookies = new Map();

  constructor(origin = ORIGIN) {
    this.origin = origin;
  }

  /** The answer to a request as it comes. */
  async answer(path, fields) {
    const answer = await fetch(`${this.origin}${path}`, {
      method: fields ? 'POST' : 'GET',
      redirect: 'manual',
      headers: {
        origin: this.origin,
        cookie: [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; '),
      },
      body: fields && new URLSearchParams(fields),
    });
    for (const cookie of answer.headers.getSetCookie()) {
      const [, name, value] = /^([^=]*)=([^;]*)/.exec(cookie);
      this.#cookies.set(name, value);
    }
    return answer;
  }

  async #ask(path, fields) {
    const answer = await this.answer(path, fields);
    return {
      status: answer.status,
      place: answer.headers.get('location'),
      text: await answer.text(),
    };
  }

  /** A page as text. */
  async page(path) {
    return (await this.#ask(path)).text;
  }

  /** Sends the first form of a page that has this in its markup, with further fields. */
  async send(page, part, fields = {}) {
    const forms = [...page.matchAll(/<form\b[\s\S]*?<\/form>/g)].map(([form]) => form);
    const form = forms.find((text) => text.includes(part));
    if (!form) throw new Error(`no form has ${part}`);
    const action = /action="([^"]*)"/.exec(form)[1];
    return this.#ask(action, { ...hiddenOf(form), ...fields });
  }
}

/** Makes a token of a person of the demonstration that reaches these actions, all when none are named. */
export async function tokenOf(name, actions = null, origin = ORIGIN) {
  const visitor = new Visitor(origin);
  await visitor.send(await visitor.page('/en/sign-in'), name);
  const page = await visitor.page('/en/account/tokens');
  const offered = [...page.matchAll(/name="reach-([^"]*)"/g)].map(([, action]) => action);
  const reach = Object.fromEntries((actions ?? offered).map((action) => [`reach-${action}`, 'yes']));
  const made = await visitor.send(page, 'name="title"', { title: 'A program', days: '7', ...reach });
  const token = /id="access-token"[^>]*>(peshore_[0-9a-f]{64})</.exec(made.text)?.[1];
  if (!token) throw new Error(`no token was made (${made.status})`);
  return token;
}

/** Asks the API; gives status, headers and the JSON of the answer. */
export async function ask(
  token,
  method,
  path,
  { body, key, match, headers = {}, origin = ORIGIN } = {},
) {
  const answer = await fetch(`${origin}/api/v1${path}`, {
    method,
    headers: {
      'accept-language': 'en',
      ...(token && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(key && { 'idempotency-key': key }),
      ...(match && { 'if-match': match }),
      ...headers,
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await answer.text();
  return {
    status: answer.status,
    tag: answer.headers.get('etag'),
    place: answer.headers.get('location'),
    headers: answer.headers,
    json: text ? JSON.parse(text) : null,
  };
}

if (process.argv[1]?.endsWith('programs.mjs')) {
  console.log(await tokenOf(process.argv[2] ?? 'Arta Shembulli'));
}

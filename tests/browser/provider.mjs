// A certified identity provider on a port of this machine, for one client, until it is stopped.
//
//   node tests/browser/provider.mjs http://127.0.0.1:8080/sign-in/callback
//
// It prints what the client needs as one line of JSON. Whoever types a name is that person to it;
// a name that begins with `two-` stands for someone who showed two factors there.

import { createServer } from 'node:http';
import { randomBytes } from 'node:crypto';
import Provider from 'oidc-provider';

const CLIENT = 'peshore';
const SECRET = randomBytes(24).toString('hex');

/** The fields of a form that was sent. */
async function fields(request) {
  let text = '';
  for await (const piece of request) text += piece;
  return new URLSearchParams(text);
}

/** Asks who it is, and goes on with the answer. */
async function interact(provider, request, response) {
  const { params } = await provider.interactionDetails(request, response);
  if (request.method !== 'POST') {
    response.setHeader('content-type', 'text/html');
    response.end(
      `<h1>The provider</h1><p id="asked">${encodeURIComponent(params.ui_locales ?? '')} ` +
        `${encodeURIComponent(params.prompt ?? '')}</p>` +
        '<form method="post"><input name="login"><button name="answer" value="in">In</button>' +
        '<button name="answer" value="no">No</button></form>',
    );
    return;
  }
  const sent = await fields(request);
  const login = sent.get('login');
  const amr = login.startsWith('two-') ? ['pwd', 'otp', 'mfa'] : ['pwd'];
  const result =
    sent.get('answer') === 'in'
      ? { login: { accountId: login, amr } }
      : { error: 'access_denied', error_description: '<b>no</b>' };
  await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
}

const server = createServer();
server.listen(0, '127.0.0.1', () => {
  const issuer = `http://localhost:${server.address().port}`;
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: CLIENT,
        client_secret: SECRET,
        redirect_uris: [process.argv[2]],
        response_types: ['code'],
        grant_types: ['authorization_code'],
      },
    ],
    claims: { openid: ['sub', 'amr'] },
    cookies: { keys: [randomBytes(24).toString('hex')] },
    features: { devInteractions: { enabled: false } },
    findAccount: (_, accountId) => ({ accountId, claims: () => ({ sub: accountId }) }),
    // The client is the only one, and asks for nothing but who someone is.
    async loadExistingGrant(context) {
      const { client, session } = context.oidc;
      const grant = new context.oidc.provider.Grant({
        clientId: client.clientId,
        accountId: session.accountId,
      });
      grant.addOIDCScope('openid');
      await grant.save();
      return grant;
    },
    pkce: { required: () => true },
  });
  const answer = provider.callback();
  server.on('request', (request, response) => {
    if (!request.url.startsWith('/interaction/')) return answer(request, response);
    interact(provider, request, response).catch((error) => {
      response.statusCode = 500;
      response.end(error.message);
    });
  });
  process.stdout.write(`${JSON.stringify({ issuer, client: CLIENT, secret: SECRET })}\n`);
});

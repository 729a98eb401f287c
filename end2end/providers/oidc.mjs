// An OpenID provider for the browser tests: `oidc-provider` with a page on which the test decides who logs in, and allows or cancels.
//
//   CLIENT_ID=portico CLIENT_SECRET=secret REDIRECT_URIS=http://127.0.0.1:3000/callback node providers/oidc.mjs [PORT]
//
// CLIENT_AUTH is `client_secret_basic`, the default, or `client_secret_post`. By default, the claims about a user are in the answer of the
// userinfo endpoint, as the specification has it; with ID_TOKEN_CLAIMS=yes they are in the ID token as well, as many providers do.
//
// For tests:
//   POST /test/rotate-keys                    A new signing key replaces the old one.
//   POST /test/reset                          Forgets who is logged in, in every browser.
//   POST /test/response-mode?mode=form_post   Answers the requests of this browser, known by its cookie, in this mode; `query` ends it.
import './node20.mjs';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import Provider, { errors, interactionPolicy } from 'oidc-provider';
import { checkBox, client, cookie, escape, page, readForm, send, sendJson, sendPage, serve, textField } from './web.mjs';

/** @typedef {import('./web.mjs').Request} Request */
/** @typedef {import('./web.mjs').Response} Response */
/** @typedef {import('oidc-provider').Adapter} Adapter */
/** @typedef {import('oidc-provider').AdapterPayload} AdapterPayload */

/**
 * Who has logged in, by subject.
 * @type {Map<string, { email: string, email_verified: boolean, preferred_username: string, given_name: string, family_name: string }>}
 */
const accounts = new Map();

const clientAuth = process.env['CLIENT_AUTH'] === 'client_secret_post' ? 'client_secret_post' : 'client_secret_basic';

/** The key that signs the cookies. */
const cookieKey = randomBytes(32).toString('hex');

/**
 * The state of the provider: sessions, grants, codes and tokens. It outlives a `Provider`, whose keys cannot be changed.
 * @type {Map<string, AdapterPayload>}
 */
const records = new Map();

/** @implements {Adapter} */
class Store {
  /** @param {string} model */
  constructor(model) {
    this.model = model;
  }

  /** @param {string} id */
  key(id) {
    return `${this.model}:${id}`;
  }

  /**
   * @param {string} id
   * @param {AdapterPayload} payload
   */
  async upsert(id, payload) {
    records.set(this.key(id), payload);
  }

  /** @param {string} id */
  async find(id) {
    return records.get(this.key(id));
  }

  /** @param {string} uid */
  async findByUid(uid) {
    return [...records].find(([key, record]) => key.startsWith(this.key('')) && record.uid === uid)?.[1];
  }

  async findByUserCode() {
    return undefined;
  }

  /** @param {string} id */
  async consume(id) {
    const record = records.get(this.key(id));
    if (record) record.consumed = Math.floor(Date.now() / 1000);
  }

  /** @param {string} id */
  async destroy(id) {
    records.delete(this.key(id));
  }

  /** @param {string} grant */
  async revokeByGrantId(grant) {
    for (const [key, record] of records) if (record.grantId === grant) records.delete(key);
  }
}

function signingKey() {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return { ...privateKey.export({ format: 'jwk' }), kid: randomBytes(8).toString('hex'), alg: 'RS256', use: 'sig' };
}

/** The prompts of `oidc-provider`, with `prompt=select_account`. */
function prompts() {
  const policy = interactionPolicy.base();
  policy.add(new interactionPolicy.Prompt({ name: 'select_account', requestable: true }), 0);
  return policy;
}

/**
 * A provider with a new signing key.
 * @param {string} issuer
 */
function createProvider(issuer) {
  const provider = new Provider(issuer, {
    adapter: (model) => new Store(model),
    claims: {
      openid: ['sub'],
      email: ['email', 'email_verified'],
      profile: ['name', 'given_name', 'family_name', 'preferred_username'],
    },
    clients: [
      {
        client_id: client.id,
        client_secret: client.secret,
        redirect_uris: client.redirectUris,
        require_auth_time: true,
        token_endpoint_auth_method: clientAuth,
      },
    ],
    clientAuthMethods: [clientAuth],
    conformIdTokenClaims: process.env['ID_TOKEN_CLAIMS'] !== 'yes',
    cookies: { keys: [cookieKey] },
    features: { devInteractions: { enabled: false } },
    findAccount: (_context, subject) => ({ accountId: subject, claims: () => claimsOf(subject) }),
    interactions: { policy: prompts() },
    jwks: { keys: [signingKey()] },
    pkce: { required: () => true },
    renderError: (context, { error, error_description: description }) => {
      context.type = 'html';
      context.body = page('Error', `<p><code>${escape(error)}</code>: ${escape(description)}</p>`);
    },
    responseTypes: ['code'],
    scopes: ['openid'],
    ttl: { AccessToken: 3600, AuthorizationCode: 60, Grant: 86400, IdToken: 3600, Interaction: 3600, Session: 86400 },
  });
  provider.on('server_error', (_context, error) => console.error(error));
  return provider;
}

/**
 * The claims about a user. An empty field is a claim that is not made.
 * @param {string} subject
 */
function claimsOf(subject) {
  const account = accounts.get(subject);
  if (!account) return { sub: subject };
  const { email, email_verified, preferred_username, given_name, family_name } = account;
  return {
    sub: subject,
    ...(email && { email, email_verified }),
    ...(preferred_username && { preferred_username }),
    ...(given_name && { given_name }),
    ...(family_name && { family_name }),
    ...((given_name || family_name) && { name: `${given_name} ${family_name}`.trim() }),
  };
}

/**
 * The page that asks who logs in.
 * @param {Provider} provider
 * @param {Request} request
 * @param {Response} response
 */
async function ask(provider, request, response) {
  const { params, prompt, session } = await provider.interactionDetails(request, response);
  const login = String(params['login_hint'] ?? session?.accountId ?? '');
  const account = accounts.get(login);
  sendPage(
    response,
    200,
    'Log in at the test provider',
    `<p>${escape(params['client_id'])} asks for: ${escape(params['scope'])}. Reason: ${escape(prompt.reasons.join(', '))}.</p>
    <form method="post">
      ${textField('login', 'Login', login)}
      ${textField('email', 'Email address', account?.email)}
      ${checkBox('email_verified', 'Email address is verified', account?.email_verified)}
      ${textField('preferred_username', 'Preferred username', account?.preferred_username)}
      ${textField('given_name', 'Given name', account?.given_name)}
      ${textField('family_name', 'Family name', account?.family_name)}
      <p><button name="action" value="allow">Log in and allow</button> <button name="action" value="cancel">Cancel</button></p>
    </form>`,
  );
}

/**
 * The submitted page.
 * @param {Provider} provider
 * @param {Request} request
 * @param {Response} response
 */
async function conclude(provider, request, response) {
  const form = await readForm(request);
  const interaction = await provider.interactionDetails(request, response);
  if (form.get('action') === 'cancel') {
    const refusal = { error: 'access_denied', error_description: 'The user has cancelled.' };
    return provider.interactionFinished(request, response, refusal, { mergeWithLastSubmission: false });
  }
  const field = (/** @type {string} */ name) => form.get(name)?.trim() ?? '';
  const login = field('login');
  if (!login) return sendPage(response, 422, 'Error', '<p>Enter a login.</p>');
  accounts.set(login, {
    email: field('email'),
    email_verified: form.has('email_verified'),
    preferred_username: field('preferred_username'),
    given_name: field('given_name'),
    family_name: field('family_name'),
  });

  // `oidc-provider` would log the other user out through a page that needs JavaScript.
  if (interaction.session && interaction.session.accountId !== login) {
    await (await provider.Session.findByUid(interaction.session.uid))?.destroy();
    interaction.session = undefined;
    await interaction.persist();
  }
  const grant = new provider.Grant({ accountId: login, clientId: String(interaction.params['client_id']) });
  grant.addOIDCScope(String(interaction.params['scope']));
  const result = { select_account: {}, login: { accountId: login }, consent: { grantId: await grant.save() } };
  await provider.interactionFinished(request, response, result);
}

/**
 * Makes the provider answer an authorization request in the mode that the browser's cookie names.
 * @param {Request} request
 * @param {URL} url
 */
function forceResponseMode(request, url) {
  const mode = cookie(request, 'test_response_mode');
  if (!mode || url.pathname !== '/auth') return;
  url.searchParams.set('response_mode', mode);
  request.url = url.pathname + url.search;
}

serve((issuer) => {
  let provider = createProvider(issuer);
  return async (request, response, url) => {
    const isPost = request.method === 'POST';
    if (url.pathname.startsWith('/interaction/')) {
      try {
        return await (isPost ? conclude : ask)(provider, request, response);
      } catch (error) {
        if (!(error instanceof errors.SessionNotFound)) throw error;
        return sendPage(response, 400, 'Error', `<p><code>${escape(error.message)}</code>: ${escape(error.error_description)}</p>`);
      }
    }
    if (isPost && url.pathname === '/test/rotate-keys') {
      provider = createProvider(issuer);
      return send(response, 204, '');
    }
    if (isPost && url.pathname === '/test/reset') {
      for (const key of records.keys()) if (key.startsWith('Session:')) records.delete(key);
      return send(response, 204, '');
    }
    if (isPost && url.pathname === '/test/response-mode') {
      const mode = url.searchParams.get('mode');
      if (mode !== 'form_post' && mode !== 'query') return sendJson(response, 400, { error: 'mode is form_post or query' });
      return send(response, 204, '', { 'set-cookie': `test_response_mode=${mode}; Path=/auth; HttpOnly; SameSite=Lax` });
    }
    forceResponseMode(request, url);
    await provider.callback()(request, response);
  };
});

// A stand-in for GitHub in the browser tests: the OAuth web flow and the part of the REST API that tells who has logged in, both under one
// origin as on GitHub Enterprise Server, with a page on which the test decides who that is.
//
//   CLIENT_ID=portico CLIENT_SECRET=secret REDIRECT_URIS=http://127.0.0.1:3000/callback node providers/github.mjs [PORT]
//
// It follows https://docs.github.com/en/apps/oauth-apps, including PKCE, which the documentation of GitHub Enterprise Server says is not
// supported there. Unlike GitHub, it takes no redirect URI but the registered ones. A browser that has authorized the client is sent back
// at once, unless `prompt=select_account`, another `login` or a new scope is requested. `allow_signup` changes nothing.
//
// For tests:
//   POST /test/rename?id=1&login=new   Renames a user, whose id stays.
//   POST /test/fail?id=1&status=503    Answers API requests about this user with this status; 0 ends it.
//   POST /test/reset                   Forgets who is logged in and what they have authorized, in every browser.
import { createHash, randomBytes } from 'node:crypto';
import { checkBox, client, cookie, escape, readForm, send, sendJson, sendPage, serve, textField } from './web.mjs';

/** @typedef {import('./web.mjs').Request} Request */
/** @typedef {import('./web.mjs').Response} Response */
/** @typedef {{ email: string, verified: boolean, primary: boolean, visibility: string | null }} Email */
/**
 * @typedef User
 * @property {number} id
 * @property {string} login
 * @property {string | null} name
 * @property {string | null} email The public address.
 * @property {Email[]} emails
 * @property {boolean} needsVerifiedEmail Whether there is no token while the primary address is unverified.
 * @property {number} failure The status of every answer of the API, or 0.
 * @property {Set<string>} scopes What the client is authorized for.
 */
/**
 * @typedef Code
 * @property {User} user
 * @property {string[]} scopes
 * @property {string} redirectUri
 * @property {string} challenge
 * @property {number} expires
 */

const DOCS = 'https://docs.github.com';
const TROUBLESHOOTING = `${DOCS}/apps/managing-oauth-apps`;
const CODE_LIFETIME = 10 * 60 * 1000;

/** @type {Map<number, User>} */
const users = new Map();
/** The user of a session cookie. @type {Map<string, User>} */
const sessions = new Map();
/** @type {Map<string, Code>} */
const codes = new Map();
/** @type {Map<string, { user: User, scopes: string[] }>} */
const tokens = new Map();

/** The parameters of an authorization request that the page sends on. */
const PARAMETERS = ['client_id', 'redirect_uri', 'scope', 'state', 'code_challenge', 'code_challenge_method'];

/**
 * The scopes without those that others include.
 * @param {string} requested
 */
function normalized(requested) {
  const scopes = [...new Set(requested.split(/[\s,]+/).filter(Boolean))];
  return scopes.filter((scope) => !(scopes.includes('user') && ['read:user', 'user:email', 'user:follow'].includes(scope)));
}

/**
 * Redirects to the client, with the state of its request.
 * @param {Response} response
 * @param {URLSearchParams} parameters The authorization request.
 * @param {string} redirectUri
 * @param {Record<string, string>} answer
 * @param {Record<string, string>} [headers]
 */
function returnToClient(response, parameters, redirectUri, answer, headers = {}) {
  const url = new URL(redirectUri);
  for (const [name, value] of Object.entries(answer)) url.searchParams.set(name, value);
  const state = parameters.get('state');
  if (state !== null) url.searchParams.set('state', state);
  send(response, 302, '', { location: url.href, ...headers });
}

/**
 * The redirect URI of a valid authorization request. Answers any other.
 * @param {Response} response
 * @param {URLSearchParams} parameters
 */
function validRedirectUri(response, parameters) {
  const [registered] = client.redirectUris;
  if (parameters.get('client_id') !== client.id || !registered) {
    sendPage(response, 404, 'Not Found', '<p>There is no such client.</p>');
    return undefined;
  }
  const redirectUri = parameters.get('redirect_uri') ?? registered;
  if (!client.redirectUris.includes(redirectUri)) {
    returnToClient(response, parameters, registered, {
      error: 'redirect_uri_mismatch',
      error_description: 'The redirect_uri MUST match the registered callback URL for this application.',
      error_uri: `${TROUBLESHOOTING}/troubleshooting-authorization-request-errors/#redirect-uri-mismatch`,
    });
    return undefined;
  }
  // The documentation requires this, but names no error.
  const challenge = parameters.get('code_challenge');
  const method = parameters.get('code_challenge_method');
  if ((challenge !== null || method !== null) && (method !== 'S256' || !/^[\w-]{43}$/.test(challenge ?? ''))) {
    returnToClient(response, parameters, redirectUri, {
      error: 'invalid_request',
      error_description: 'The code_challenge must have 43 characters and the code_challenge_method must be S256.',
    });
    return undefined;
  }
  return redirectUri;
}

/**
 * Redirects to the client with a code.
 * @param {Response} response
 * @param {URLSearchParams} parameters
 * @param {string} redirectUri
 * @param {User} user
 * @param {Record<string, string>} [headers]
 */
function grantCode(response, parameters, redirectUri, user, headers) {
  const requested = parameters.get('scope');
  const scopes = requested === null ? normalized([...user.scopes].join(' ')) : normalized(requested);
  for (const scope of scopes) user.scopes.add(scope);
  const code = randomBytes(10).toString('hex');
  const challenge = parameters.get('code_challenge') ?? '';
  codes.set(code, { user, scopes, redirectUri, challenge, expires: Date.now() + CODE_LIFETIME });
  returnToClient(response, parameters, redirectUri, { code }, headers);
}

/**
 * `GET /login/oauth/authorize`
 * @param {Request} request
 * @param {Response} response
 * @param {URL} url
 */
function authorize(request, response, url) {
  const parameters = url.searchParams;
  const redirectUri = validRedirectUri(response, parameters);
  if (redirectUri === undefined) return;
  const user = sessions.get(cookie(request, 'user_session') ?? '');
  const login = parameters.get('login');
  const isAuthorized = user && normalized(parameters.get('scope') ?? '').every((scope) => user.scopes.has(scope));
  const wantsPage = parameters.get('prompt') === 'select_account' || (login !== null && login !== user?.login);
  if (isAuthorized && !wantsPage) return grantCode(response, parameters, redirectUri, user);

  const known = login === null ? user : [...users.values()].find((other) => other.login === login);
  const emails = known?.emails.map((email) =>
    [email.email, email.verified ? 'verified' : 'unverified', email.primary ? 'primary' : ''].join(' ').trim(),
  );
  const hidden = PARAMETERS.filter((name) => parameters.has(name)).map(
    (name) => `<input type="hidden" name="request.${name}" value="${escape(parameters.get(name))}">`,
  );
  sendPage(
    response,
    200,
    'Log in at the test GitHub',
    `<p>${escape(client.id)} asks for: ${escape(parameters.get('scope') || 'public data')}.</p>
    <form method="post" action="/login/oauth/authorize">
      ${hidden.join('\n      ')}
      ${textField('login', 'Login', login ?? user?.login)}
      ${textField('id', 'Id', known?.id)}
      ${textField('name', 'Name', known?.name)}
      ${textField('email', 'Public email address', known?.email)}
      <p>
        <label>Email addresses <textarea name="emails" rows="4" cols="60">${escape(emails?.join('\n'))}</textarea></label>
        One on each line: <code>address verified|unverified primary</code>, the last word for one of them.
      </p>
      ${checkBox('needs_verified_email', 'Give no token while the primary address is unverified', known?.needsVerifiedEmail)}
      <p><button name="action" value="authorize">Authorize</button> <button name="action" value="cancel">Cancel</button></p>
    </form>`,
  );
}

/**
 * The addresses in the text area, or undefined if a line is malformed.
 * @param {string} text
 * @param {string | null} publicEmail
 */
function parseEmails(text, publicEmail) {
  /** @type {Email[]} */
  const emails = [];
  for (const line of text.split(/\r?\n/).filter((line) => line.trim())) {
    const match = /^\s*(\S+)\s+(verified|unverified)(\s+primary)?\s*$/.exec(line);
    if (!match?.[1]) return undefined;
    const primary = Boolean(match[3]);
    const visibility = match[1] === publicEmail ? 'public' : primary ? 'private' : null;
    emails.push({ email: match[1], verified: match[2] === 'verified', primary, visibility });
  }
  return emails;
}

/**
 * The submitted page.
 * @param {Request} request
 * @param {Response} response
 */
async function conclude(request, response) {
  const form = await readForm(request);
  const parameters = new URLSearchParams();
  for (const name of PARAMETERS) {
    const value = form.get(`request.${name}`);
    if (value !== null) parameters.set(name, value);
  }
  const redirectUri = validRedirectUri(response, parameters);
  if (redirectUri === undefined) return;
  if (form.get('action') === 'cancel') {
    return returnToClient(response, parameters, redirectUri, {
      error: 'access_denied',
      error_description: 'The user has denied your application access.',
      error_uri: `${TROUBLESHOOTING}/troubleshooting-authorization-request-errors/#access-denied`,
    });
  }

  const login = form.get('login')?.trim() ?? '';
  const id = Number(form.get('id'));
  const email = form.get('email')?.trim() || null;
  const emails = parseEmails(form.get('emails') ?? '', email);
  if (!login || !Number.isSafeInteger(id) || id < 1) return sendPage(response, 422, 'Error', '<p>Enter a login and a numeric id.</p>');
  if (!emails) return sendPage(response, 422, 'Error', '<p>A line of the email addresses is malformed.</p>');
  /** @type {User} */
  const user = users.get(id) ?? { id, login, name: null, email, emails, needsVerifiedEmail: false, failure: 0, scopes: new Set() };
  const name = form.get('name')?.trim() || null;
  Object.assign(user, { login, name, email, emails, needsVerifiedEmail: form.has('needs_verified_email') });
  users.set(id, user);
  const session = randomBytes(16).toString('hex');
  sessions.set(session, user);
  grantCode(response, parameters, redirectUri, user, {
    'set-cookie': `user_session=${session}; Path=/login; HttpOnly; SameSite=Lax`,
  });
}

/**
 * The id and secret of the client: from the form, or from basic authentication.
 * @param {Request} request
 * @param {URLSearchParams} form
 */
function credentials(request, form) {
  const basic = /^basic (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (basic === undefined) return [form.get('client_id'), form.get('client_secret')];
  const [id = '', ...secret] = Buffer.from(basic, 'base64').toString().split(':');
  return [id, secret.join(':')];
}

/**
 * What `POST /login/oauth/access_token` answers, with status 200 in any case.
 * @param {Request} request
 * @param {URLSearchParams} form
 * @returns {Record<string, string>}
 */
function exchange(request, form) {
  const requestErrors = `${TROUBLESHOOTING}/troubleshooting-oauth-app-access-token-request-errors`;
  const badCode = {
    error: 'bad_verification_code',
    error_description: 'The code passed is incorrect or expired.',
    error_uri: `${requestErrors}/#bad-verification-code`,
  };
  const [id, secret] = credentials(request, form);
  if (id !== client.id || secret !== client.secret) {
    return {
      error: 'incorrect_client_credentials',
      error_description: 'The client_id and/or client_secret passed are incorrect.',
      error_uri: `${requestErrors}/#incorrect-client-credentials`,
    };
  }
  const key = form.get('code') ?? '';
  const code = codes.get(key);
  if (!code || code.expires < Date.now()) return badCode;
  const redirectUri = form.get('redirect_uri');
  if (redirectUri !== null && redirectUri !== code.redirectUri) {
    return {
      error: 'redirect_uri_mismatch',
      error_description: 'The redirect_uri MUST match the registered callback URL for this application.',
      error_uri: `${TROUBLESHOOTING}/troubleshooting-authorization-request-errors/#redirect-uri-mismatch2`,
    };
  }
  // A code is good for one attempt.
  codes.delete(key);
  const verifier = form.get('code_verifier') ?? '';
  if (code.challenge && createHash('sha256').update(verifier).digest('base64url') !== code.challenge) return badCode;
  if (code.user.needsVerifiedEmail && !code.user.emails.some((email) => email.primary && email.verified)) {
    return {
      error: 'unverified_user_email',
      error_description: 'The user must have a verified primary email.',
      error_uri: `${requestErrors}/#unverified_user_email`,
    };
  }
  const token = `gho_${randomBytes(18).toString('hex')}`;
  tokens.set(token, { user: code.user, scopes: code.scopes });
  return { access_token: token, scope: code.scopes.join(','), token_type: 'bearer' };
}

/**
 * `GET /api/v3/user` and `GET /api/v3/user/emails`
 * @param {Request} request
 * @param {Response} response
 * @param {URL} url
 */
function api(request, response, url) {
  /** @type {(status: number, message: string, page?: string, headers?: Record<string, string>) => void} */
  const refuse = (status, message, page = '/rest', headers = {}) =>
    sendJson(response, status, { message, documentation_url: DOCS + page, status: String(status) }, headers);

  if (!request.headers['user-agent']) {
    return send(response, 403, 'Request forbidden by administrative rules. Please make sure your request has a User-Agent header.\n');
  }
  const header = request.headers.authorization;
  if (header === undefined) return refuse(401, 'Requires authentication');
  const token = tokens.get(/^(?:bearer|token) (.+)$/i.exec(header)?.[1] ?? '');
  if (!token) return refuse(401, 'Bad credentials');
  const { user, scopes } = token;
  if (user.failure) return refuse(user.failure, 'The test asked for this.');

  const headers = { 'x-oauth-scopes': scopes.join(', ') };
  if (url.pathname === '/api/v3/user') {
    const { id, login, name, email } = user;
    const api = `${url.origin}/api/v3/users/${login}`;
    const about = { login, id, url: api, html_url: `${url.origin}/${login}`, type: 'User', site_admin: false, name, email };
    return sendJson(response, 200, about, { ...headers, 'x-accepted-oauth-scopes': '' });
  }
  if (url.pathname === '/api/v3/user/emails') {
    const accepted = { ...headers, 'x-accepted-oauth-scopes': 'user, user:email' };
    if (scopes.includes('user') || scopes.includes('user:email')) return sendJson(response, 200, user.emails, accepted);
    return refuse(404, 'Not Found', '/rest/users/emails#list-email-addresses-for-the-authenticated-user', accepted);
  }
  refuse(404, 'Not Found');
}

/**
 * `POST /test/…`
 * @param {Response} response
 * @param {URL} url
 */
function control(response, url) {
  const user = users.get(Number(url.searchParams.get('id')));
  const login = url.searchParams.get('login');
  const status = Number(url.searchParams.get('status') ?? NaN);
  if (url.pathname === '/test/reset') {
    sessions.clear();
    for (const other of users.values()) other.scopes.clear();
  } else if (url.pathname === '/test/rename' && user && login) {
    user.login = login;
  } else if (url.pathname === '/test/fail' && user && (status === 0 || (status >= 400 && status < 600))) {
    user.failure = status;
  } else {
    return send(response, 400, 'There is no such control, user or value.');
  }
  send(response, 204, '');
}

serve(() => async (request, response, url) => {
  const isPost = request.method === 'POST';
  if (url.pathname === '/login/oauth/authorize') return isPost ? conclude(request, response) : authorize(request, response, url);
  if (url.pathname === '/login/oauth/access_token' && isPost) {
    const answer = exchange(request, await readForm(request));
    if (/\bapplication\/json\b/.test(request.headers.accept ?? '')) return sendJson(response, 200, answer);
    return send(response, 200, String(new URLSearchParams(answer)), {
      'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
    });
  }
  if (url.pathname.startsWith('/api/v3/') && request.method === 'GET') return api(request, response, url);
  if (url.pathname.startsWith('/test/') && isPost) return control(response, url);
  send(response, 404, 'Not Found');
});

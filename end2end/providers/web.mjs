// What the providers share: their settings, a web server on the loopback interface, and plain HTML pages.
import { createServer } from 'node:http';

/** @typedef {import('node:http').IncomingMessage} Request */
/** @typedef {import('node:http').ServerResponse} Response */
/** @typedef {(request: Request, response: Response, url: URL) => void | Promise<void>} Handler */

/**
 * A required setting from the environment.
 * @param {string} name
 */
function required(name) {
  const value = process.env[name];
  if (value) return value;
  console.error(`${name} is not set.`);
  process.exit(1);
}

/** The only client of a provider. */
export const client = {
  id: required('CLIENT_ID'),
  secret: required('CLIENT_SECRET'),
  redirectUris: required('REDIRECT_URIS').split(/[\s,]+/).filter(Boolean),
};

/**
 * Serves on PORT, which is the first argument or a variable, and prints the origin. `HOST=localhost` changes the name in the origin, so
 * that browsers see another site than 127.0.0.1.
 * @param {(origin: string) => Handler} start Makes the handler once the origin is known.
 */
export function serve(start) {
  const port = Number(process.argv[2] ?? process.env['PORT'] ?? 0);
  const server = createServer();
  server.listen(port, '127.0.0.1', () => {
    const address = /** @type {import('node:net').AddressInfo} */ (server.address());
    const origin = `http://${process.env['HOST'] ?? '127.0.0.1'}:${address.port}`;
    const handle = start(origin);
    server.on('request', async (request, response) => {
      try {
        const url = new URL(request.url ?? '/', origin);
        // Without an answer, the browser reports an error that fails the test.
        if (url.pathname === '/favicon.ico') return send(response, 204, '');
        if (url.pathname === '/healthz') return send(response, 200, 'ok');
        await handle(request, response, url);
      } catch (error) {
        console.error(error);
        if (response.headersSent) response.destroy();
        else send(response, 500, String(error));
      }
    });
    console.log(`Listening on ${origin}`);
  });
}

/**
 * @param {Response} response
 * @param {number} status
 * @param {string} body
 * @param {Record<string, string>} [headers]
 */
export function send(response, status, body, headers = {}) {
  response.writeHead(status, { 'cache-control': 'no-store', 'content-type': 'text/plain; charset=utf-8', ...headers }).end(body);
}

/**
 * @param {Response} response
 * @param {number} status
 * @param {unknown} value
 * @param {Record<string, string>} [headers]
 */
export function sendJson(response, status, value, headers = {}) {
  send(response, status, JSON.stringify(value), { 'content-type': 'application/json; charset=utf-8', ...headers });
}

/**
 * @param {Response} response
 * @param {number} status
 * @param {string} title
 * @param {string} body
 */
export function sendPage(response, status, title, body) {
  send(response, status, page(title, body), { 'content-type': 'text/html; charset=utf-8' });
}

/**
 * @param {string} title
 * @param {string} body
 */
export function page(title, body) {
  return `<!DOCTYPE html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width">
    <link rel="icon" href="data:,">
    <title>${escape(title)}</title>
  </head>
  <body>
    <h1>${escape(title)}</h1>
    ${body}
  </body>
</html>
`;
}

/**
 * Text as HTML.
 * @param {unknown} text
 */
export function escape(text) {
  return String(text ?? '').replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/**
 * A labelled text field.
 * @param {string} name
 * @param {string} label
 * @param {unknown} [value]
 */
export function textField(name, label, value) {
  return `<p><label>${escape(label)} <input name="${name}" value="${escape(value)}" autocomplete="off"></label></p>`;
}

/**
 * A labelled check box.
 * @param {string} name
 * @param {string} label
 * @param {boolean} [checked]
 */
export function checkBox(name, label, checked = false) {
  return `<p><label><input type="checkbox" name="${name}" value="on"${checked ? ' checked' : ''}> ${escape(label)}</label></p>`;
}

/**
 * The fields of a submitted form.
 * @param {Request} request
 */
export async function readForm(request) {
  let body = '';
  for await (const chunk of request.setEncoding('utf8')) body += chunk;
  return new URLSearchParams(body);
}

/**
 * The value of a cookie.
 * @param {Request} request
 * @param {string} name
 */
export function cookie(request, name) {
  const pairs = request.headers.cookie?.split('; ') ?? [];
  return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);
}

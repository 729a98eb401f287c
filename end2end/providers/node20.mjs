// What `oidc-provider` uses and the first versions of Node.js 20 lack.
URL.parse ??= (url, base) => (URL.canParse(url, base) ? new URL(url, base) : null);

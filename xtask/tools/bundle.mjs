// Writes the files that browsers load into one folder: style sheet, script and wasm, with a hash of the content in each name.
//
//   node bundle.mjs --script FILE.js --wasm FILE.wasm --style FILE.scss --public DIR --out DIR [--minify] [--precompress]
//
// DIR/pkg is emptied first. Prints one line a file, `js: HASH`, as the server expects it in `hash.txt`.
import { createHash } from 'node:crypto';
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import * as esbuild from 'esbuild';
import * as sass from 'sass';

/** Browsers that are served: `script` and `style` are written in what these understand. */
const BROWSERS = ['chrome109', 'edge120', 'firefox115', 'safari16'];
const NAME = 'portico';

const { values: options } = parseArgs({
  options: {
    script: { type: 'string' },
    wasm: { type: 'string' },
    style: { type: 'string' },
    public: { type: 'string' },
    out: { type: 'string' },
    minify: { type: 'boolean', default: false },
    precompress: { type: 'boolean', default: false },
  },
});

const files = {
  css: await style(options.style),
  js: await script(options.script),
  wasm: await readFile(options.wasm),
};

const folder = join(options.out, 'pkg');
await rm(folder, { recursive: true, force: true });
await mkdir(folder, { recursive: true });
await cp(options.public, options.out, { recursive: true });
for (const [kind, content] of Object.entries(files)) {
  const hash = createHash('sha256').update(content).digest('base64url').slice(0, 22);
  const path = join(folder, `${NAME}.${hash}.${kind}`);
  await writeFile(path, content);
  if (options.precompress) await precompress(path, content);
  console.log(`${kind}: ${hash}`);
}

async function style(file) {
  const { css } = sass.compile(file, { style: 'expanded', loadPaths: [dirname(file)] });
  const { code } = await esbuild.transform(css, { loader: 'css', target: BROWSERS, minify: options.minify });
  return Buffer.from(code);
}

/** The glue of wasm-bindgen with what it imports, as one module. */
async function script(file) {
  const { outputFiles } = await esbuild.build({
    entryPoints: [file],
    bundle: true,
    format: 'esm',
    target: BROWSERS,
    minify: options.minify,
    write: false,
    logLevel: 'error',
  });
  return Buffer.from(outputFiles[0].contents);
}

async function precompress(path, content) {
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
    [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
    [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
  };
  await writeFile(`${path}.br`, brotliCompressSync(content, { params }));
  await writeFile(`${path}.gz`, gzipSync(content, { level: constants.Z_BEST_COMPRESSION }));
}

/**
 * Answers requests with the files of one folder: the built application. Every answer, errors included, carries the
 * security headers. Files with a hash in their name are kept by the browser for good, the others are asked for again.
 */
import { createHash } from "node:crypto";
import { readFile, realpath, stat } from "node:fs/promises";
import { extname, join, sep } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import { securityHeaders } from "./headers.mjs";

/** @type {Readonly<Record<string, string>>} */
const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".webmanifest": "application/manifest+json; charset=utf-8",
  ".txt": "text/plain; charset=utf-8",
  ".svg": "image/svg+xml; charset=utf-8",
  ".png": "image/png",
  ".ico": "image/x-icon",
  ".woff2": "font/woff2",
  ".wasm": "application/wasm",
  // The data files: unpacked by the application, so they are not marked as a content encoding.
  ".gz": "application/gzip",
};

/** What shrinks; the rest is compressed already. */
const COMPRESSIBLE = new Set([".html", ".js", ".css", ".json", ".webmanifest", ".txt", ".svg", ".wasm"]);
/** Below it, headers outweigh the gain. */
const SMALLEST_COMPRESSED = 1024;

/** Where Vite puts what has a hash in its name. */
const HASHED = /^\/(?:assets|data)\//;

/**
 * @typedef {object} StoredFile
 * @property {string} tag
 * @property {string} extension
 * @property {Buffer} content
 * @property {Map<string, Promise<Buffer>>} compressed by content encoding, made when first asked for
 */

/**
 * @param {string} directory
 * @returns {Promise<(request: import("node:http").IncomingMessage, response: import("node:http").ServerResponse) => void>}
 */
export async function serveFiles(directory) {
  const root = await realpath(directory);
  /** By path and time of change: a rebuilt file is read anew. @type {Map<string, StoredFile>} */
  const files = new Map();

  return (request, response) => {
    answer(root, files, request, response).catch((/** @type {unknown} */ error) => {
      console.error(error);
      if (response.headersSent) response.destroy();
      else refuse(response, 500, "The file could not be read; the reason is in the terminal.");
    });
  };
}

/**
 * @param {string} root
 * @param {Map<string, StoredFile>} files
 * @param {import("node:http").IncomingMessage} request
 * @param {import("node:http").ServerResponse} response
 */
async function answer(root, files, request, response) {
  if (request.method !== "GET" && request.method !== "HEAD") {
    response.setHeader("Allow", "GET, HEAD");
    refuse(response, 405, "Only GET and HEAD are answered.");
    return;
  }
  const path = pathOf(request.url ?? "/");
  const file = path === undefined ? undefined : await storedFile(root, files, path);
  if (path === undefined || file === undefined) {
    refuse(response, 404, "There is no such file.");
    return;
  }
  const headers = {
    ...securityHeaders,
    "Content-Type": TYPES[file.extension] ?? "application/octet-stream",
    "Cache-Control": HASHED.test(path) ? "public, max-age=31536000, immutable" : "no-cache",
    ETag: file.tag,
    Vary: "Accept-Encoding",
  };
  if (request.headers["if-none-match"] === file.tag) {
    response.writeHead(304, headers).end();
    return;
  }
  const encoding = encodingFor(file, request.headers["accept-encoding"]);
  const body = await encoded(file, encoding);
  response.writeHead(200, {
    ...headers,
    "Content-Length": body.length,
    ...(encoding === "identity" ? {} : { "Content-Encoding": encoding }),
  });
  response.end(request.method === "HEAD" ? undefined : body);
}

/**
 * @param {import("node:http").ServerResponse} response
 * @param {number} status
 * @param {string} sentence
 */
function refuse(response, status, sentence) {
  response.writeHead(status, { ...securityHeaders, "Content-Type": "text/plain; charset=utf-8" }).end(`${sentence}\n`);
}

/**
 * The decoded path, or undefined for one that no file can have. Dot files are the build's own records, and a
 * segment of two dots would leave the folder.
 * @param {string} url
 */
function pathOf(url) {
  let path;
  try {
    path = decodeURIComponent(url.split(/[?#]/, 1)[0] ?? "");
  } catch {
    // Not a valid percent encoding, so not the name of any file.
    return undefined;
  }
  if (!path.startsWith("/") || /[\0\\]|\/\./.test(path)) return undefined;
  return path === "/" ? "/index.html" : path;
}

/**
 * @param {string} root
 * @param {Map<string, StoredFile>} files
 * @param {string} path
 * @returns {Promise<StoredFile | undefined>}
 */
async function storedFile(root, files, path) {
  const place = join(root, path);
  const found = await stat(place).catch(noSuchFile);
  // A link must not lead out of the folder either.
  if (!found?.isFile() || !(await realpath(place)).startsWith(root + sep)) return undefined;
  const key = `${path} ${found.mtimeMs} ${found.size}`;
  let file = files.get(key);
  if (file === undefined) {
    const content = await readFile(place);
    file = {
      tag: `"${createHash("sha256").update(content).digest("base64url").slice(0, 22)}"`,
      extension: extname(path),
      content,
      compressed: new Map(),
    };
    files.set(key, file);
  }
  return file;
}

/** @param {unknown} error */
function noSuchFile(error) {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "ENOENT" || code === "ENOTDIR" || code === "ENAMETOOLONG") return undefined;
  throw error;
}

/**
 * @param {StoredFile} file
 * @param {string | string[] | undefined} accepted the request's Accept-Encoding
 */
function encodingFor(file, accepted) {
  if (!COMPRESSIBLE.has(file.extension) || file.content.length < SMALLEST_COMPRESSED) return "identity";
  const names = String(accepted ?? "")
    .split(",")
    .filter((part) => !/;\s*q=0(?:\.0*)?\s*$/.test(part))
    .map((part) => part.split(";", 1)[0]?.trim());
  return ["br", "gzip"].find((name) => names.includes(name)) ?? "identity";
}

/**
 * @param {StoredFile} file
 * @param {string} encoding
 */
async function encoded(file, encoding) {
  if (encoding === "identity") return file.content;
  const known = file.compressed.get(encoding);
  if (known !== undefined) return known;
  const made = compress(file.content, encoding);
  file.compressed.set(encoding, made);
  return made;
}

/**
 * @param {Buffer} content
 * @param {string} encoding
 */
function compress(content, encoding) {
  return encoding === "br"
    ? promisify(brotliCompress)(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 6 } })
    : promisify(gzip)(content);
}

import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { securityHeaders } from "../../../src/serve/headers.mjs";
import { listenOnThisMachine } from "../../../src/serve/listen.mjs";
import { serveFiles } from "../../../src/serve/static-files.mjs";

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

const script = "export const answer = 42;\n".repeat(200);
const data = Buffer.from([0x1f, 0x8b, ...Array.from({ length: 3000 }, (_, index) => index % 251)]);

let folder: string;
let server: Awaited<ReturnType<typeof listenOnThisMachine>>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "descent-studio-"));
  const site = join(folder, "site");
  await mkdir(join(site, "assets"), { recursive: true });
  await mkdir(join(site, "data"));
  await mkdir(join(site, ".vite"));
  await writeFile(join(site, "index.html"), "<!doctype html><title>Studio</title>");
  await writeFile(join(site, "assets", "main-abc.js"), script);
  await writeFile(join(site, "assets", "kernel-abc.wasm"), Buffer.alloc(2000));
  await writeFile(join(site, "data", "iris-abc.gz"), data);
  await writeFile(join(site, ".vite", "manifest.json"), "{}");
  await writeFile(join(folder, "secret.txt"), "secret");
  await symlink(join(folder, "secret.txt"), join(site, "link.txt"));
  server = await listenOnThisMachine(await serveFiles(site), 0);
});

afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

/** Sends the path as it is: `fetch` would tidy it up first. */
function ask(path: string, headers: Record<string, string> = {}, method = "GET"): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { port } = new URL(server.address);
    const sent = request({ host: "127.0.0.1", port, path, method, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }),
      );
    });
    sent.on("error", reject).end();
  });
}

function expectSecurity(answer: Answer): void {
  for (const [name, value] of Object.entries(securityHeaders)) expect(answer.headers[name.toLowerCase()]).toBe(value);
}

test("every answer carries the security headers", async () => {
  for (const path of ["/", "/assets/main-abc.js", "/assets/kernel-abc.wasm", "/data/iris-abc.gz", "/missing.js"]) {
    expectSecurity(await ask(path));
  }
  expectSecurity(await ask("/", {}, "POST"));
  const { headers } = await ask("/");
  expectSecurity(await ask("/", { "If-None-Match": String(headers["etag"]) }));
});

test("types are told, and what has a hash in its name is kept for good", async () => {
  const page = await ask("/?x=1");
  expect(page.status).toBe(200);
  expect(page.headers).toMatchObject({ "content-type": "text/html; charset=utf-8", "cache-control": "no-cache" });
  expect((await ask("/assets/main-abc.js")).headers).toMatchObject({
    "content-type": "text/javascript; charset=utf-8",
    "cache-control": "public, max-age=31536000, immutable",
  });
  expect((await ask("/assets/kernel-abc.wasm")).headers["content-type"]).toBe("application/wasm");
});

test("an unchanged page is not sent again", async () => {
  const { headers } = await ask("/");
  const again = await ask("/", { "If-None-Match": String(headers["etag"]) });
  expect(again.status).toBe(304);
  expect(again.body).toHaveLength(0);
});

test("scripts are compressed as the browser asks, data files never", async () => {
  const brotli = await ask("/assets/main-abc.js", { "Accept-Encoding": "gzip, deflate, br" });
  expect(brotli.headers["content-encoding"]).toBe("br");
  expect(brotliDecompressSync(brotli.body).toString()).toBe(script);
  const gzip = await ask("/assets/main-abc.js", { "Accept-Encoding": "gzip, br;q=0" });
  expect(gzip.headers["content-encoding"]).toBe("gzip");
  expect(gunzipSync(gzip.body).toString()).toBe(script);
  expect((await ask("/assets/main-abc.js")).body.toString()).toBe(script);
  const file = await ask("/data/iris-abc.gz", { "Accept-Encoding": "gzip, br" });
  expect(file.headers["content-encoding"]).toBeUndefined();
  expect(file.headers["content-type"]).toBe("application/gzip");
  expect(file.body.equals(data)).toBe(true);
});

test("HEAD tells the size and sends nothing; other methods are refused", async () => {
  const head = await ask("/data/iris-abc.gz", {}, "HEAD");
  expect(head.headers["content-length"]).toBe(String(data.length));
  expect(head.body).toHaveLength(0);
  const post = await ask("/", {}, "POST");
  expect(post.status).toBe(405);
  expect(post.headers["allow"]).toBe("GET, HEAD");
});

describe("nothing outside the folder is sent", () => {
  test.each([
    "/../secret.txt",
    "/assets/../../secret.txt",
    "/%2e%2e/secret.txt",
    "/..%2fsecret.txt",
    "/..\\secret.txt",
    "/..%5csecret.txt",
    "/link.txt",
    "/.vite/manifest.json",
    "/assets",
    "/assets/",
    "/%00",
    "/%E0%A4%A",
    `/${"a".repeat(5000)}`,
    "//etc/passwd",
  ])("%s", async (path) => {
    const answer = await ask(path);
    expect(answer.status).toBe(404);
    expect(answer.body.toString()).not.toContain("secret");
  });
});

test("a rebuilt file is sent anew", async () => {
  const path = join(folder, "site", "note.txt");
  await writeFile(path, "first");
  expect((await ask("/note.txt")).body.toString()).toBe("first");
  await writeFile(path, "second, longer");
  expect((await ask("/note.txt")).body.toString()).toBe("second, longer");
});

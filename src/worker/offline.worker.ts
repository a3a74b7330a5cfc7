/**
 * The service worker: keeps the built studio, so that it opens and trains without a network after the first visit.
 * The page itself is asked for from the server first, so a new version is seen at once; built files carry a hash in
 * their names and are taken from here. A new version waits until the old one's tabs are closed, so that no open tab
 * loses the scripts that it has not loaded yet.
 */

/** Put in by the build: addresses of all files but the large ones, and a hash over them. */
declare const BUILT_FILES: readonly string[];
declare const BUILT_VERSION: string;

/** What is used here of a service worker's scope; the page's types do not know it. */
interface Scope {
  readonly location: Location;
  readonly clients: { claim(): Promise<void> };
  addEventListener(type: "install" | "activate", listen: (event: Lifecycle) => void): void;
  addEventListener(type: "fetch", listen: (event: Asked) => void): void;
}
interface Lifecycle {
  waitUntil(work: Promise<void>): void;
}
interface Asked {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}

// This script runs in no other scope.
const scope = self as unknown as Scope;
const PREFIX = "studio-files-";
const CACHE = PREFIX + BUILT_VERSION;
const HOME = "/";

scope.addEventListener("install", (event) => {
  event.waitUntil(keepEverything());
});

scope.addEventListener("activate", (event) => {
  event.waitUntil(takeOver());
});

scope.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || new URL(request.url).origin !== scope.location.origin) return;
  event.respondWith(request.mode === "navigate" ? page(request) : file(request));
});

async function keepEverything(): Promise<void> {
  const cache = await caches.open(CACHE);
  await cache.addAll(BUILT_FILES.map((address) => new Request(address, { cache: "reload" })));
}

async function takeOver(): Promise<void> {
  const names = await caches.keys();
  await Promise.all(
    names.filter((name) => name.startsWith(PREFIX) && name !== CACHE).map((name) => caches.delete(name)),
  );
  await scope.clients.claim();
}

async function page(request: Request): Promise<Response> {
  try {
    return await fetch(request);
  } catch (offline) {
    const kept = await caches.match(HOME, { cacheName: CACHE });
    if (kept === undefined) throw offline;
    return kept;
  }
}

async function file(request: Request): Promise<Response> {
  const kept = await caches.match(request, { cacheName: CACHE });
  if (kept !== undefined) return kept;
  const fetched = await fetch(request);
  // A large file of the build, such as another program's runtime.
  if (fetched.ok && new URL(request.url).pathname.startsWith("/assets/")) {
    const cache = await caches.open(CACHE);
    await cache.put(request, fetched.clone());
  }
  return fetched;
}

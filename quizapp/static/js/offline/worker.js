// Keeps the page that studies cards without a server, and nothing else: no page of anybody's lies here.
// SHELL (version, page, files) is set by the script that loads this one.
"use strict";

const CACHE = `shell-${SHELL.version}`;

async function keepShell() {
  const cache = await caches.open(CACHE);
  // Without cookies, so that the kept page is nobody's; past the browser's own cache, so that it is of one piece.
  await cache.addAll(SHELL.files.map((file) => new Request(file, { credentials: "omit", cache: "reload" })));
  await self.skipWaiting();
}

async function dropOldShells() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith("shell-") && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
}

async function kept(file) {
  const cache = await caches.open(CACHE);
  return cache.match(file);
}

// A browser that removes what is kept may leave the worker behind, which then has nothing to show.
async function putBackShell() {
  if (!(await kept(SHELL.page))) await keepShell();
}

async function page(request) {
  try {
    return await fetch(request);
  } catch (error) {
    // No server: the kept page, whatever was asked for.
    return (await kept(SHELL.page)) ?? Promise.reject(error);
  }
}

async function file(request, name) {
  return (await kept(name)) ?? fetch(request);
}

self.addEventListener("install", (event) => event.waitUntil(keepShell()));
self.addEventListener("activate", (event) => event.waitUntil(dropOldShells()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname, search } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  if (request.mode === "navigate") {
    event.respondWith(page(request));
    // Without a server there is nothing to put back from; the next page that comes tries again.
    event.waitUntil(putBackShell().catch(() => {}));
  } else if (SHELL.files.includes(pathname + search)) {
    event.respondWith(file(request, pathname + search));
  }
});

/// <reference lib="webworker" />
// The service worker: keeps the app's own files, so that it opens without a network and says in its own words what it can't know.
import { routeOf, shellFiles } from './route';

declare const self: ServiceWorkerGlobalScope;

/** Put in by the build: the hashed files of the shell (vite.config.ts). */
declare const SHELL_ASSETS: readonly string[];
declare const SHELL_VERSION: string;

const index = '/index.html';
const cacheName = `ioc-shell-${SHELL_VERSION}`;
const cachePrefix = 'ioc-shell-';
/** This version and the one before: a page that is still open may ask for the files of its own version. */
const versionsKept = 2;
/** On a weak line the kept shell is better than a white page. */
const patienceMs = 4_000;

self.addEventListener('install', (event) => {
  event.waitUntil(caches.open(cacheName).then((cache) => cache.addAll([index, ...shellFiles, ...SHELL_ASSETS])).then(() => self.skipWaiting()));
});

self.addEventListener('activate', (event) => {
  event.waitUntil(forgetOld().then(() => self.clients.claim()));
});

self.addEventListener('fetch', (event) => {
  const route = routeOf(event.request, self.location.origin);
  if (route === 'shell') event.respondWith(shell(event.request));
  if (route === 'asset') event.respondWith(asset(event.request));
});

async function forgetOld(): Promise<void> {
  const names = (await caches.keys()).filter((name) => name.startsWith(cachePrefix));
  await Promise.all(names.slice(0, Math.max(0, names.length - versionsKept)).map((name) => caches.delete(name)));
}

async function shell(request: Request): Promise<Response> {
  const kept = await caches.match(index);
  if (!kept) return fetch(request);
  const patience = new Promise<Response>((resolve) => { setTimeout(() => resolve(kept), patienceMs); });
  return Promise.race([fetch(request).catch(() => kept), patience]);
}

async function asset(request: Request): Promise<Response> {
  const kept = await caches.match(request);
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok) await (await caches.open(cacheName)).put(request, answer.clone());
  return answer;
}

// Which requests the service worker answers, and how. Never what is live: the API, the hub and broadcast audio go to the network alone,
// so that an old answer can't pass for the present. Pure.

export type Route =
  /** Not ours: the browser does what it always does. */
  | 'network'
  /** A page address: the network's index, or the kept one without it. */
  | 'shell'
  /** Its name holds a hash of its content: what is kept is right. */
  | 'asset';

const live = ['/api/', '/hubs/', '/media/', '/openapi/', '/metrics', '/healthz', '/readyz'];

export function routeOf(request: { method: string; url: string; mode: string }, origin: string): Route {
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== origin || live.some((prefix) => url.pathname.startsWith(prefix))) return 'network';
  if (request.mode === 'navigate') return 'shell';
  return url.pathname.startsWith('/assets/') || shellFiles.includes(url.pathname) ? 'asset' : 'network';
}

export const shellFiles: readonly string[] = ['/favicon.svg', '/manifest.webmanifest', '/icon-192.png'];

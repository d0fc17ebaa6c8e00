/** After the first paint: keeping files for later must not slow the present. A browser without service workers works as before. */
export function keepShell(): void {
  if (!('serviceWorker' in navigator) || !import.meta.env.PROD) return;
  addEventListener('load', () => { navigator.serviceWorker.register('/sw.js', { type: 'module' }).catch(() => undefined); });
}

/** The first seconds belong to the page: the worker fetches every file of the app, on the same line and the same processor. */
const pauseMs = 5_000;

/** A browser without service workers works as before. */
export function keepShell(): void {
  if (!('serviceWorker' in navigator) || !import.meta.env.PROD) return;
  const register = () => { navigator.serviceWorker.register('/sw.js', { type: 'module' }).catch(() => undefined); };
  addEventListener('load', () => {
    setTimeout(() => {
      if (navigator.onLine) register();
      else addEventListener('online', register, { once: true });
    }, pauseMs);
  });
}

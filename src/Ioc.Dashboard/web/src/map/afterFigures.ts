// The figures and alerts are what a person looks for first; making a map keeps the thread busy for some hundred milliseconds.
import type { LiveStore } from '../live/liveStore';
import { afterPaint } from '../ui/afterPaint';

/** A centre that does not answer is no reason for no map. */
const patienceMs = 2_000;

/** Resolves when the first overview has been painted, or after a while without one. */
export async function afterFigures(store: LiveStore): Promise<void> {
  if (store.overview) return;
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, patienceMs);
    const stop = store.subscribe(() => {
      if (!store.overview) return;
      clearTimeout(timer);
      stop();
      // The store tells its readers in this very turn: they are painted in the next frame.
      void afterPaint().then(resolve);
    });
  });
}

// A page's code is fetched when the page is opened: into an outage, too. That is no fault of the page. It waits, as everything else does, under the
// banner that says so, and comes by itself.
import { reconnectDelayMs } from '../live/backoff';
import { entryScript, isNewer } from '../state/appVersion';

/** What a missing file is judged by. */
export interface Surroundings {
  /** The entry script this page runs. */
  running: string | null;
  /** The app's first page as the centre serves it now; fails where the centre does not answer. */
  served: () => Promise<string>;
  wait: (ms: number) => Promise<void>;
  reload: () => void;
  random: () => number;
}

/** The centre answers and still has no such file: after these it is a fault, and said as one. */
const answeredTriesMax = 3;

export async function patiently<T>(load: () => Promise<T>, around: Surroundings): Promise<T> {
  let answered = 0;
  for (let tries = 0; ; tries++) {
    try {
      return await load();
    } catch (fault) {
      const served = await around.served().catch(() => null);
      if (served !== null && isNewer(around.running, entryScript(served))) {
        // Another release has other files: this page's will not come back.
        around.reload();
        return new Promise<never>(() => undefined);
      }
      if (served !== null && ++answered === answeredTriesMax) throw fault;
      await around.wait(reconnectDelayMs(tries, around.random));
    }
  }
}

export function patient<T>(load: () => Promise<T>): () => Promise<T> {
  return () => patiently(load, {
    running: entryScript(document.documentElement.outerHTML),
    served: async () => {
      const page = await fetch('/', { cache: 'no-store' });
      if (!page.ok) throw new Error(`${page.status}`);
      return page.text();
    },
    wait: (ms) => new Promise((resolve) => { setTimeout(resolve, ms); }),
    reload: () => location.reload(),
    random: Math.random,
  });
}

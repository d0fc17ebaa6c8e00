import { useEffect } from 'react';
import { useLiveStore } from '../live/hooks';
import { entryScript, isNewer } from '../state/appVersion';

/** After the centre was away it may have come back as another release: a screen that nobody touches loads itself anew then. */
export function useFreshApp(): void {
  const store = useLiveStore();
  useEffect(() => {
    const running = entryScript(document.documentElement.outerHTML);
    let { losses } = store;
    return store.subscribe(() => {
      if (store.losses === losses || store.link !== 'up') return;
      losses = store.losses;
      fetch('/', { cache: 'no-store' }).then((page) => page.text()).then(
        (page) => { if (isNewer(running, entryScript(page))) location.reload(); },
        // Gone again: the next return asks again.
        () => undefined,
      );
    });
  }, [store]);
}

import { useEffect, useMemo } from 'react';
import { useLoad } from '../ui/useLoad';
import type { Load } from '../ui/useLoad';
import { Asker } from './asker';
import { useLiveStore } from './hooks';

/** A request whose answer a screen rests on for as long as it is open: asked again until it comes, and when the registry changes. */
export function useStanding<T>(key: string | null, ask: (signal: AbortSignal) => Promise<T>): Load<T> {
  const store = useLiveStore();
  const load = useLoad(key, ask);
  const { loading, failure, reload } = load;
  const asker = useMemo(() => new Asker(reload), [reload]);
  useEffect(() => {
    if (key === null) return undefined;
    const see = () => asker.see(store.link, store.overview?.registryVersion ?? null);
    see();
    const leave = store.subscribe(see);
    return () => { leave(); asker.stop(); };
  }, [key, store, asker]);
  useEffect(() => { if (key !== null && !loading) asker.answered(failure !== undefined); }, [key, loading, failure, asker]);
  return load;
}

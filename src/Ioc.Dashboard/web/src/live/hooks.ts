// React's way into the live store: each hook re-renders only when its own tick moved.
import { createContext, useContext, useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import type { Alert, Broadcast, DeviceTwin } from '../api/types';
import { freshness } from '../state/freshness';
import type { Freshness } from '../state/freshness';
import type { Overview } from '../state/overview';
import { LiveStore } from './liveStore';

export const LiveContext = createContext<LiveStore>(new LiveStore());

export function useLiveStore(): LiveStore {
  return useContext(LiveContext);
}

export interface Ticked<T> {
  value: T;
  /** The overview changes in place: the tick is what memoised work depends on. */
  tick: number;
}

/**
 * One value of the store. Its reader is drawn anew only when that value is another one, however much else changes; the overview itself is
 * another one only after a new snapshot.
 */
export function useLive<T extends string | number | boolean | object | null>(read: (store: LiveStore) => T): T {
  const store = useLiveStore();
  return useSyncExternalStore(store.subscribe, () => read(store));
}

export function useOverview(): Ticked<Overview | null> {
  const store = useLiveStore();
  const tick = useSyncExternalStore(store.subscribe, () => store.tick);
  return { value: store.overview, tick };
}

const none: ReadonlyMap<string, never> = new Map<string, never>();

export function useOpenAlerts(): Ticked<ReadonlyMap<string, Alert>> {
  const store = useLiveStore();
  const tick = useSyncExternalStore(store.subscribe, () => store.alertsTick);
  return { value: store.overview?.alerts ?? none, tick };
}

export function useLiveBroadcasts(): Ticked<ReadonlyMap<string, Broadcast>> {
  const store = useLiveStore();
  const tick = useSyncExternalStore(store.subscribe, () => store.broadcastsTick);
  return { value: store.overview?.broadcasts ?? none, tick };
}

export function useLiveTwin(device: string): Ticked<DeviceTwin | null> {
  const store = useLiveStore();
  useEffect(() => {
    store.setDevice(device);
    return () => store.setDevice(null);
  }, [store, device]);
  const tick = useSyncExternalStore(store.subscribe, () => store.twinTick);
  return { value: store.twin?.device.id === device ? store.twin : null, tick };
}

/** The server's clock, once a second: what relative times are told by. */
export function useNow(everyMs = 1000): number {
  const store = useLiveStore();
  const [now, setNow] = useState(() => Date.now() + store.clockSkewMs);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now() + store.clockSkewMs), everyMs);
    return () => clearInterval(timer);
  }, [store, everyMs]);
  return now;
}

export function useFreshness(): Freshness {
  const store = useLiveStore();
  useSyncExternalStore(store.subscribe, () => store.link);
  const refused = useSyncExternalStore(store.subscribe, () => store.refused);
  const now = useNow() - store.clockSkewMs;
  const link = store.link;
  const heard = store.lastHeardAt;
  return useMemo(() => freshness(link, heard, now, refused), [link, heard, now, refused]);
}

import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { LiveListener } from '../src/live/connection';
import { LiveStore } from '../src/live/liveStore';

const line = vi.hoisted(() => ({ listener: null as LiveListener | null, hurried: [] as boolean[] }));
vi.mock('../src/live/connection', () => ({
  LiveConnection: class {
    constructor(listener: LiveListener) { line.listener = listener; }
    start() { /* at once */ }
    stop() { /* at once */ }
    setDevice() { /* not here */ }
    setUnit() { /* the listener is told by the tests */ }
    hurry(silent: boolean) { line.hurried.push(silent); }
  },
}));

const page = Object.assign(new EventTarget(), { visibilityState: 'visible' });
let store: LiveStore;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('document', page);
  vi.stubGlobal('window', new EventTarget());
  line.hurried = [];
  page.visibilityState = 'visible';
  store = new LiveStore();
  store.open(null);
  line.listener?.onLink('up');
  beat();
});
afterEach(() => { store.close(); vi.useRealTimers(); vi.unstubAllGlobals(); });

const beat = () => line.listener?.onChanges({ scope: 'overview', at: Date.now() } as never);

test('a tab that is looked at again after silence begins anew; after a heartbeat just now it does not', () => {
  page.visibilityState = 'hidden';
  page.dispatchEvent(new Event('visibilitychange'));
  expect(line.hurried).toEqual([]);
  page.visibilityState = 'visible';
  page.dispatchEvent(new Event('visibilitychange'));
  vi.setSystemTime(Date.now() + 3_600_000);
  page.dispatchEvent(new Event('visibilitychange'));
  expect(line.hurried).toEqual([false, true]);
});

test('a wall that slept unseen finds out by itself within five seconds, a line that is down is left to its own waits', () => {
  vi.advanceTimersByTime(5_000);
  expect(line.hurried).toEqual([]);
  vi.setSystemTime(Date.now() + 3_600_000);
  vi.advanceTimersByTime(5_000);
  expect(line.hurried).toEqual([true]);
  line.listener?.onLink('down');
  vi.advanceTimersByTime(60_000);
  expect(line.hurried).toEqual([true]);
});

test('a store that was closed watches nothing', () => {
  store.close();
  vi.advanceTimersByTime(3_600_000);
  expect(line.hurried).toEqual([]);
});

const snapshot = { scope: 'overview', version: 1, at: 0, registryVersion: 1, twins: { id: [], handle: [], kind: [], name: [], unit: [], lat: [], lon: [], health: [], conditions: [], lastSeen: [], playing: [] }, alerts: [], broadcasts: [] };

test('a unit that is gone leaves no figures of the one before under its name; the same unit keeps what was known of it', () => {
  store.setUnit('99001');
  line.listener?.onSnapshot(snapshot as never);
  line.listener?.onRefused('99001');
  expect([store.refused, store.overview === null]).toEqual([true, false]);
  store.setUnit('99999');
  line.listener?.onRefused('99999');
  expect([store.refused, store.overview]).toEqual([true, null]);
  line.listener?.onRefused('99001');
  store.setUnit('99001');
  line.listener?.onSnapshot(snapshot as never);
  expect([store.refused, store.overview === null]).toEqual([false, false]);
});

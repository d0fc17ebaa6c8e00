import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { LiveConnection } from '../src/live/connection';

/** Hubs as they are made, each doing what it is told at once; a dead network's neither start nor stop. */
const hubs = vi.hoisted(() => ({ made: [] as { state: string; closed: () => void }[], started: 0, asked: [] as unknown[], network: 'well' as 'well' | 'swallows', gone: null as string | null }));
vi.mock('@microsoft/signalr', () => {
  const make = () => {
    const hub = {
      state: 'Disconnected', closed: () => { /* nobody listens */ },
      on: () => undefined,
      onclose: (listener: () => void) => { hub.closed = listener; },
      start: async () => {
        hubs.started++;
        hub.state = 'Connecting';
        if (hubs.network === 'swallows') await new Promise(() => undefined);
        hub.state = 'Connected';
      },
      stop: async () => {
        hub.state = 'Disconnecting';
        if (hubs.network === 'swallows') await new Promise(() => undefined);
        hub.state = 'Disconnected';
        hub.closed();
      },
      send: async () => undefined,
      invoke: async (_: string, wanted: { unit: string | null }) => { hubs.asked.push(wanted); if (wanted.unit !== null && wanted.unit === hubs.gone) throw new Error('unknown unit'); return { scope: 'overview', version: hubs.asked.length }; },
    };
    hubs.made.push(hub);
    return hub;
  };
  return {
    HubConnectionBuilder: class { withUrl() { return this; } configureLogging() { return this; } build() { return make(); } },
    HubConnectionState: { Connected: 'Connected', Disconnected: 'Disconnected', Connecting: 'Connecting' },
    LogLevel: { None: 6 },
  };
});

beforeEach(() => { vi.useFakeTimers(); Object.assign(hubs, { made: [], started: 0, asked: [], network: 'well', gone: null }); });
afterEach(() => { vi.useRealTimers(); });

const listener = () => ({ links: [] as string[], snapshots: 0, refused: [] as (string | null)[], onRefused(unit: string | null) { this.refused.push(unit); }, onLink(state: string) { this.links.push(state); }, onSnapshot() { this.snapshots++; }, onChanges() { /* not here */ } });

test('a tab that comes back to a silent line begins anew at once, with a fresh snapshot, though the old one never ends', async () => {
  const heard = listener();
  const connection = new LiveConnection(heard, () => 1);
  connection.start('38');
  await vi.advanceTimersByTimeAsync(3_600_000);
  expect([hubs.started, heard.snapshots]).toEqual([1, 1]);
  connection.hurry(true);
  await vi.advanceTimersByTimeAsync(0);
  expect([hubs.started, heard.snapshots]).toEqual([2, 2]);
  expect(hubs.asked.at(-1)).toEqual({ unit: '38', device: null });
  expect(heard.links).toEqual(['connecting', 'up', 'connecting', 'up']);
  // What the old one still does is nobody's.
  hubs.made[0]?.closed();
  expect(heard.links.at(-1)).toBe('up');
  connection.stop();
});

test('looking twice begins once: a young connection is given time to be heard', async () => {
  const connection = new LiveConnection(listener(), () => 1);
  connection.start(null);
  await vi.advanceTimersByTimeAsync(2_000);
  connection.hurry(true);
  await vi.advanceTimersByTimeAsync(0);
  expect(hubs.started).toBe(1);
  connection.stop();
});

test('a start that hangs is given up after a while and tried again; the one after it may come', async () => {
  hubs.network = 'swallows';
  const heard = listener();
  const connection = new LiveConnection(heard, () => 1);
  connection.start(null);
  await vi.advanceTimersByTimeAsync(15_000);
  expect(heard.links).toEqual(['connecting', 'down']);
  await vi.advanceTimersByTimeAsync(500);
  expect(hubs.started).toBe(2);
  hubs.network = 'well';
  await vi.advanceTimersByTimeAsync(17_000);
  expect(hubs.started).toBe(3);
  expect([heard.links.at(-1), heard.snapshots]).toEqual(['up', 1]);
  connection.stop();
});

test('a start that a sleep caught is not waited for when the tab is looked at again', async () => {
  hubs.network = 'swallows';
  const heard = listener();
  const connection = new LiveConnection(heard, () => 1);
  connection.start(null);
  await vi.advanceTimersByTimeAsync(4_000);
  hubs.network = 'well';
  connection.hurry(true);
  await vi.advanceTimersByTimeAsync(0);
  expect([heard.links.at(-1), heard.snapshots]).toEqual(['up', 1]);
  connection.stop();
});

test('a line that is not silent is left alone', async () => {
  const connection = new LiveConnection(listener(), () => 1);
  connection.start(null);
  await vi.advanceTimersByTimeAsync(0);
  connection.hurry(false);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(hubs.started).toBe(1);
  connection.stop();
});

test('after a stop nothing connects again, not a start that hung either', async () => {
  const connection = new LiveConnection(listener(), () => 1);
  connection.start(null);
  await vi.advanceTimersByTimeAsync(0);
  connection.stop();
  hubs.network = 'swallows';
  const hung = new LiveConnection(listener(), () => 1);
  hung.start(null);
  hung.stop();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(hubs.started).toBe(2);
});

test('a unit that is gone is told, and asked for again in case it comes back', async () => {
  hubs.gone = '99999';
  const heard = listener();
  const connection = new LiveConnection(heard, () => 1);
  connection.start('99999');
  await vi.advanceTimersByTimeAsync(0);
  expect([heard.links.at(-1), heard.snapshots, heard.refused]).toEqual(['up', 0, ['99999']]);
  hubs.gone = null;
  await vi.advanceTimersByTimeAsync(15_000);
  expect(heard.snapshots).toBe(1);
  connection.stop();
});

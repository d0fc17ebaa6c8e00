import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { LiveConnection } from '../src/live/connection';

/** A hub that does what it is told, at once. */
const hub = vi.hoisted(() => ({
  state: 'Disconnected', started: 0, asked: [] as unknown[], closed: (): unknown => undefined, changes: null as ((message: unknown) => void) | null,
  serverTimeoutInMilliseconds: 0, keepAliveIntervalInMilliseconds: 0,
}));
vi.mock('@microsoft/signalr', () => {
  const connection = Object.assign(hub, {
    on: (_: string, listener: (message: unknown) => void) => { hub.changes = listener; },
    onclose: (listener: () => unknown) => { hub.closed = listener; },
    start: async () => { hub.started++; hub.state = 'Connected'; },
    stop: async () => { hub.state = 'Disconnected'; hub.closed(); },
    send: async () => undefined,
    invoke: async (_: string, wanted: unknown) => { hub.asked.push(wanted); return { scope: 'overview', version: hub.asked.length }; },
  });
  return {
    HubConnectionBuilder: class { withUrl() { return this; } configureLogging() { return this; } build() { return connection; } },
    HubConnectionState: { Connected: 'Connected', Disconnected: 'Disconnected' },
    LogLevel: { None: 6 },
  };
});

beforeEach(() => { vi.useFakeTimers(); Object.assign(hub, { state: 'Disconnected', started: 0, asked: [] }); });
afterEach(() => { vi.useRealTimers(); });

const listener = () => ({ links: [] as string[], snapshots: 0, onLink(state: string) { this.links.push(state); }, onSnapshot() { this.snapshots++; }, onChanges() { /* not here */ } });

test('a tab that comes back to a silent line begins anew within a second, with a fresh snapshot', async () => {
  const heard = listener();
  const connection = new LiveConnection(heard, () => 1);
  connection.start('38');
  await vi.advanceTimersByTimeAsync(0);
  expect([hub.started, heard.snapshots]).toEqual([1, 1]);
  connection.hurry(true);
  await vi.advanceTimersByTimeAsync(1000);
  expect([hub.started, heard.snapshots]).toEqual([2, 2]);
  expect(hub.asked.at(-1)).toEqual({ unit: '38', device: null });
  connection.stop();
});

test('a line that is not silent is left alone', async () => {
  const connection = new LiveConnection(listener(), () => 1);
  connection.start(null);
  await vi.advanceTimersByTimeAsync(0);
  connection.hurry(false);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(hub.started).toBe(1);
  connection.stop();
});

test('after a stop nothing connects again', async () => {
  const connection = new LiveConnection(listener(), () => 1);
  connection.start(null);
  await vi.advanceTimersByTimeAsync(0);
  connection.stop();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(hub.started).toBe(1);
});

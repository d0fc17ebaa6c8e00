import { expect, test, vi } from 'vitest';
import { newSevere, showAlerts, sortAlerts } from '../src/state/alerts';
import { Acknowledgements, asShown, patienceMs } from '../src/alerts/acknowledging';
import type { Alert } from '../src/api/types';
import { listRows } from '../src/state/alertGroups';
import { alert } from './samples';

const byId = (...alerts: ReturnType<typeof alert>[]) => new Map(alerts.map((one) => [one.id, one]));
const ids = (alerts: readonly { id: string }[]) => alerts.map((one) => one.id);

test('what waits for a person comes first, then the worse, then the newer', () => {
  const sorted = sortAlerts([
    alert({ id: 'old-major', raisedAt: '2026-11-22T07:00:00Z' }), alert({ id: 'acked-critical', severity: 'critical', state: 'acknowledged' }),
    alert({ id: 'new-major', raisedAt: '2026-11-22T09:00:00Z' }), alert({ id: 'critical', severity: 'critical' }), alert({ id: 'warning', severity: 'warning' }),
  ]);
  expect(ids(sorted)).toEqual(['critical', 'new-major', 'old-major', 'warning', 'acked-critical']);
});

test('a held list keeps its places, counts what is new and greys what cleared', () => {
  const before = [alert({ id: 'b' }), alert({ id: 'a' })];
  const shown = showAlerts(before, byId(alert({ id: 'a', state: 'acknowledged', version: 2 }), alert({ id: 'c', severity: 'critical' })), true);
  expect(ids(shown.rows)).toEqual(['b', 'a']);
  expect(shown.rows.map((one) => one.state)).toEqual(['cleared', 'acknowledged']);
  expect(shown.waiting).toBe(1);
});

test('a list let go shows the present', () => {
  const shown = showAlerts([alert({ id: 'gone' })], byId(alert({ id: 'c' })), false);
  expect(ids(shown.rows)).toEqual(['c']);
  expect(shown.waiting).toBe(0);
});

test('only new and serious alerts are spoken', () => {
  const open = [alert({ id: 'known' }), alert({ id: 'minor', severity: 'minor' }), alert({ id: 'fresh', severity: 'critical' })];
  expect(ids(newSevere(new Set(['known']), open))).toEqual(['fresh']);
});

test('groups stand in the order of their first alert, fold, and know how many wait', () => {
  const list = [alert({ id: '1', unitCode: 'b' }), alert({ id: '2', unitCode: 'a', state: 'acknowledged' }), alert({ id: '3', unitCode: 'b' })];
  const names = { unit: (code: string) => `Xã ${code}`, condition: (word: string) => word };
  const rows = listRows(list, 'unit', names, new Set(['g:a']));
  expect(rows.map((row) => row.key)).toEqual(['g:b', '1', '3', 'g:a']);
  expect(rows[0]).toMatchObject({ name: 'Xã b', waiting: 2, folded: false });
  expect(rows[3]).toMatchObject({ waiting: 0, folded: true });
  expect(listRows(list, 'none', names, new Set()).map((row) => row.key)).toEqual(['1', '2', '3']);
});

test('an acknowledgement shows at once, and goes back with its reason when refused', async () => {
  let answer: (value: Alert) => void = () => undefined;
  let refuse: (error: unknown) => void = () => undefined;
  const acknowledgements = new Acknowledgements(() => new Promise((resolve, reject) => { answer = resolve; refuse = reject; }));
  const raised = alert({ id: 'x' });
  const first = acknowledgements.acknowledge('x', () => undefined);
  expect(asShown(raised, acknowledgements.of('x')).state).toBe('acknowledged');
  // A tired thumb's second press is no second request.
  expect(await acknowledgements.acknowledge('x', () => undefined)).toBeNull();
  refuse(new Error('no'));
  expect(await first).toBeNull();
  expect(asShown(raised, acknowledgements.of('x')).state).toBe('raised');
  expect(acknowledgements.of('x')).toMatchObject({ state: 'refused' });

  let arrived: Alert | null = null;
  const again = acknowledgements.acknowledge('x', (after) => { arrived = after; });
  answer(alert({ id: 'x', state: 'acknowledged' }));
  expect(await again).toEqual(arrived);
  expect(acknowledgements.of('x')).toBeUndefined();
});

test('an acknowledgement that nobody answers goes back, and may be tried again', async () => {
  vi.useFakeTimers();
  try {
    const swallowed = vi.fn((_id: string, signal: AbortSignal) => new Promise<Alert>((_resolve, reject) => { signal.addEventListener('abort', () => { reject(signal.reason as Error); }); }));
    const acknowledgements = new Acknowledgements(swallowed);
    const first = acknowledgements.acknowledge('x', () => undefined);
    await vi.advanceTimersByTimeAsync(patienceMs - 1);
    expect(acknowledgements.of('x')).toEqual({ state: 'sending' });
    await vi.advanceTimersByTimeAsync(1);
    expect(await first).toBeNull();
    expect(acknowledgements.of('x')).toMatchObject({ state: 'refused', error: { kind: 'network' } });
    void acknowledgements.acknowledge('x', () => undefined);
    expect(swallowed).toHaveBeenCalledTimes(2);
  } finally {
    vi.useRealTimers();
  }
});

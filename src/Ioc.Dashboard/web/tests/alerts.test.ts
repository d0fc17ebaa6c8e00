import { expect, test } from 'vitest';
import { newSevere, showAlerts, sortAlerts } from '../src/state/alerts';
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

import { expect, test } from 'vitest';
import type { Alert } from '../src/api/types';
import { fromSnapshot } from '../src/state/overview';
import { rankUnits, sortUnits } from '../src/state/ranking';
import { alert as sample } from './samples';

const alert = (id: string, unitCode: string, state: Alert['state']) => sample({ id, unitCode, state });

const overview = () => fromSnapshot({
  scope: 'overview', version: 1, at: 0, registryVersion: 1, alerts: [], broadcasts: [],
  twins: {
    id: ['a', 'b', 'c', 'd'], handle: [1, 2, 3, 4], kind: [1, 1, 2, 3], name: ['A', 'B', 'C', 'D'], unit: ['10', '10', '20', '20'],
    lat: [0, 0, 0, 0], lon: [0, 0, 0, 0], health: [1, 4, 3, 2], conditions: [[], [], [], []], lastSeen: [0, 0, 0, 0], playing: [0, 0, 0, 0],
  },
});

test('a commune counts its devices by kind and health, and what waits there', () => {
  const rows = rankUnits(overview(), [alert('x', '10', 'raised'), alert('y', '10', 'acknowledged'), alert('z', '30', 'raised')]);
  expect(rows.find((row) => row.code === '10')).toEqual({ code: '10', total: 2, byKind: [2, 0, 0], byHealth: [0, 1, 0, 0, 1], trouble: 1, alerts: 2, waiting: 1 });
  // An alert of a commune without devices is not lost.
  expect(rows.find((row) => row.code === '30')).toMatchObject({ total: 0, alerts: 1 });
});

test('the worst commune is first, and names break ties', () => {
  const rows = rankUnits(overview(), [alert('x', '10', 'raised')]);
  const name = (code: string) => ({ 10: 'Ân Thi', 20: 'Bình Minh' })[code] ?? code;
  expect(sortUnits(rows, 'trouble', name).map((row) => row.code)).toEqual(['20', '10']);
  expect(sortUnits(rows, 'share', name).map((row) => row.code)).toEqual(['20', '10']);
  expect(sortUnits(rows, 'alerts', name).map((row) => row.code)).toEqual(['10', '20']);
  expect(sortUnits(rows, 'total', name).map((row) => row.code)).toEqual(['20', '10']);
  expect(sortUnits(rows, 'name', name).map((row) => row.code)).toEqual(['10', '20']);
});

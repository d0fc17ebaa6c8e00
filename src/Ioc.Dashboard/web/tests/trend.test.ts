import { expect, test } from 'vitest';
import type { CountsPoint } from '../src/api/types';
import { signed } from '../src/format/numbers';
import { alertTrend, kindTrend, sparkline } from '../src/state/trend';

const at = (minute: number) => new Date(minute * 60_000).toISOString();
const point = (minute: number, loudspeakers: number[], alerts: number): CountsPoint =>
  ({ at: at(minute), kinds: [{ kind: 'loudspeaker', byHealth: loudspeakers }], alerts });

test('a trend is now against the oldest point, and says how old that is', () => {
  const points = [point(0, [0, 10, 1, 0, 1], 2), point(30, [0, 9, 1, 1, 1], 5)];
  expect(kindTrend(points, 'loudspeaker', [3, 5, 0, 0, 4], 60 * 60_000)).toEqual({ minutes: 60, change: 2, values: [2, 3, 4] });
  expect(alertTrend(points, 1, 31 * 60_000)).toEqual({ minutes: 31, change: -1, values: [2, 5, 1] });
});

test('without a past there is no trend', () => {
  expect(kindTrend([], 'loudspeaker', [0, 1, 0, 0, 0], 0)).toBeNull();
  expect(alertTrend([point(10, [], 1)], 1, 10 * 60_000)).toBeNull();
});

test('the line fills its box, and lies in the middle where nothing moved', () => {
  expect(sparkline([0, 10, 5], 20, 10)).toBe('M0.0 10.0L10.0 0.0L20.0 5.0');
  expect(sparkline([4, 4], 20, 10)).toBe('M0.0 5.0L20.0 5.0');
});

test('changes have a sign', () => {
  expect([signed(3, 'vi'), signed(-1204, 'vi'), signed(0, 'vi')]).toEqual(['+3', '−1.204', '0']);
});

import { expect, test } from 'vitest';
import type { Availability } from '../src/api/types';
import { askedFor, columnsOf, overall, rangesFor } from '../src/state/availability';

const sums: Availability = {
  from: new Date(0).toISOString(), to: new Date(5_400_000).toISOString(), step: 3600, devices: 1, registered: 2, at: [0, 3_600_000],
  ok: [3600, 0], degraded: [0, 900], faulty: [0, 900], offline: [0, 0],
};

test('a column shows shares of what could be known, and works by what is known', () => {
  const [first, second] = columnsOf(sums);
  expect(first).toEqual({ at: 0, working: 1, ok: 0.5, degraded: 0, faulty: 0, offline: 0 });
  // The last step is half an hour long so far.
  expect(second).toEqual({ at: 3_600_000, working: 0.5, ok: 0, degraded: 0.25, faulty: 0.25, offline: 0 });
  expect(overall(sums)).toEqual({ working: 4500 / 5400, known: 0.5 });
});

test('nothing known is not nothing working', () => {
  const none = { ...sums, ok: [0, 0], degraded: [0, 0], faulty: [0, 0] };
  expect(columnsOf(none)[0]?.working).toBeNull();
  expect(overall(none)).toEqual({ working: null, known: 0 });
});

test('a commune may ask for a quarter, a province for a day', () => {
  expect(rangesFor(300)).toEqual(['24h', '7d', '30d', '90d']);
  expect(rangesFor(22_000)).toEqual(['24h']);
  expect(rangesFor(70_000)).toEqual([]);
  expect(askedFor('24h', 90_000_500)).toEqual({ from: 7_200_000, step: 3600 });
});

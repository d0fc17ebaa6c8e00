import { expect, test } from 'vitest';
import type { Availability } from '../src/api/types';
import { askedFor, axisLabels, columnsOf, overall, rangesFor } from '../src/state/availability';

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

const local = (at: number) => new Date(at + 7 * 3_600_000).toISOString().slice(0, 16);
const now = Date.parse('2026-11-29T10:24:00+07:00');
const emptyColumns = (range: '24h' | '7d' | '30d' | '90d', asked = now) => {
  const { from, step } = askedFor(range, asked);
  return { step, columns: Array.from({ length: Math.ceil((asked - from) / (step * 1000)) }, (_, index) => ({ at: from + index * step * 1000, working: null, ok: 0, degraded: 0, faulty: 0, offline: 0 })) };
};

test('a day begins at midnight in Việt Nam, and a quarter of one at six', () => {
  expect(local(askedFor('90d', now).from)).toBe('2026-09-01T00:00');
  expect(local(askedFor('30d', now).from)).toBe('2026-10-31T00:00');
  expect(local(askedFor('7d', now).from)).toBe('2026-11-22T12:00');
  expect(local(askedFor('24h', now).from)).toBe('2026-11-28T11:00');
});

test('a label stands where its column does, and there are few', () => {
  for (const range of ['24h', '7d', '30d', '90d'] as const) {
    const { step, columns } = emptyColumns(range);
    const labels = axisLabels(columns, step);
    const width = columns.length * step * 1000;
    for (const { at, share } of labels) expect(at, range).toBeCloseTo((columns[0]?.at ?? 0) + share * width, 3);
    expect(labels.length).toBeGreaterThan(3);
    expect(labels.length).toBeLessThanOrEqual(7);
    expect(labels.at(-1)?.share).toBeLessThan(0.9);
  }
  const week = emptyColumns('7d');
  expect(axisLabels(week.columns, week.step).every(({ at }) => local(at).endsWith('00:00'))).toBe(true);
});

import { expect, test } from 'vitest';
import type { DeviceTwin, SeriesColumn, TelemetryValue } from '../src/api/types';
import { alignSeries, appendLatest, hasValues, latestValue } from '../src/series/columns';

const column = (metric: string, at: number[], mean: number[]): SeriesColumn => ({ device: 'd', unit: null, kind: null, metric, step: 60, at, mean, min: mean, max: mean, count: at.map(() => 1), last: mean, sum: null, devices: null });

test('series of different instants share one axis without tearing each other', () => {
  const { at, values } = alignSeries([column('a', [0, 60_000, 120_000], [1, 2, 3]), column('b', [30_000, 90_000], [10, 20])], ['a', 'b']);
  expect(at).toEqual([0, 30, 60, 90, 120]);
  expect(values[0]).toEqual([1, 1.5, 2, 2.5, 3]);
  expect(values[1]).toEqual([null, 10, 15, 20, null]);
});

test('a hole is not drawn across', () => {
  const { at, values } = alignSeries([column('a', [0, 60_000, 600_000], [1, 2, 3])], ['a']);
  expect(at).toHaveLength(4);
  expect(values[0]).toEqual([1, 2, null, 3]);
});

test('a metric nobody stored is an empty column', () => {
  const columns = alignSeries([], ['a']);
  expect(columns.values).toEqual([[]]);
  expect(hasValues(columns)).toBe(false);
});

test('words and cells of a twin become numbers of their series', () => {
  const telemetry: Record<string, TelemetryValue> = { line_state: 'short', mains_ok: true, cells: [{ id: 'A.1', users: 4 }, { id: 'B', state: 'down' }] };
  expect(latestValue(telemetry, 'line_state')).toBe(2);
  expect(latestValue(telemetry, 'mains_ok')).toBe(1);
  expect(latestValue(telemetry, 'cells.A.1.users')).toBe(4);
  expect(latestValue(telemetry, 'cells.B.state')).toBe(2);
  expect(latestValue(telemetry, 'cells.C.users')).toBeNull();
});

const twin = (lastSeenAt: string): DeviceTwin => ({
  device: { id: 'd', kind: 'hotspot', name: 'd', unitCode: '1', latitude: 19, longitude: 105 }, handle: 1, health: 'ok', reasons: [], lastSeenAt, online: true, clockWrong: false, messagesTotal: 1, duplicatesTotal: 0, telemetry: { clients: 7 }, version: 1,
});

test('a newer word is appended once and what is older than the window leaves', () => {
  const start = { at: [0, 100], values: [[1, 2]] };
  const next = appendLatest(start, ['clients'], twin('1970-01-01T00:02:30Z'), 60);
  expect(next).toEqual({ at: [100, 150], values: [[2, 7]] });
  expect(appendLatest(next, ['clients'], twin('1970-01-01T00:02:30Z'), 60)).toBe(next);
  expect(appendLatest(next, ['rtt_ms'], twin('1970-01-01T00:05:00Z'), 60)).toBe(next);
});

test('of states the last one of a bucket is drawn, never a state half way, and between points it stays as it was', () => {
  const states = { ...column('line_state', [0, 120_000], [1, 1]), last: [0, 2] };
  const { values } = alignSeries([states, column('temperature_c', [60_000], [20])], ['line_state', 'temperature_c'], 60);
  expect(values[0]).toEqual([0, 0, 2]);
});

import { expect, test } from 'vitest';
import type { Rule } from '../src/api/types';
import { boundsOf, withBounds } from '../src/series/bounds';
import { alignDevices, summary } from '../src/series/columns';
import { pieces, sharesOf, stretches } from '../src/state/healthHistory';
import { sketchOf } from '../src/state/sketch';
import { readSpan, shift, writeSpan, zoom } from '../src/state/span';

const now = 1_000_000_000_000;
const hour = 3_600_000;
const address = (text: string) => new URLSearchParams(text);

test('a span is a range that ends now, or two instants, and goes back into the address', () => {
  expect(readSpan(address(''), now)).toEqual({ from: now - 24 * hour, to: now, range: '24h' });
  expect(readSpan(address('range=1h'), now).from).toBe(now - hour);
  expect(readSpan(address('range=century'), now).range).toBe('24h');
  const zoomed = readSpan(address(`from=${now - 2 * hour}&to=${now - hour}`), now);
  expect(zoomed).toEqual({ from: now - 2 * hour, to: now - hour, range: null });
  expect(writeSpan(zoomed)).toEqual({ range: null, from: String(now - 2 * hour), to: String(now - hour) });
  expect(writeSpan(readSpan(address('range=7d'), now))).toEqual({ range: '7d', from: null, to: null });
  expect(readSpan(address('from=9&to=3'), now).range).toBe('24h');
});

test('zooming keeps the middle, and neither it nor a step goes into the future', () => {
  const span = { from: now - 10 * hour, to: now - 8 * hour, range: null };
  expect(zoom(span, 0.5, now)).toEqual({ from: now - 9.5 * hour, to: now - 8.5 * hour, range: null });
  expect(shift(span, -1, now)).toEqual({ from: now - 11 * hour, to: now - 9 * hour, range: null });
  expect(shift({ ...span, to: now }, 1, now).to).toBe(now);
  const tiny = zoom(span, 1e-9, now);
  expect(tiny.to - tiny.from).toBe(120_000);
});

test('bounds are those of the kind and field, and stretch the axis only so far', () => {
  const rule: Rule = {
    condition: 'battery-low', kind: 'loudspeaker', severity: 'major', effect: 'degraded', field: 'battery_percent', above: false, raise: 20, clear: 30,
    raiseAfterSeconds: 0, clearAfterSeconds: 0, textVi: '', textEn: '',
  };
  const rules = [rule, { ...rule, kind: 'site' as const }, { ...rule, field: null, above: null, raise: null }];
  const bounds = boundsOf(rules, 'loudspeaker', 'battery_percent');
  expect(bounds).toEqual([{ value: 20, above: false, severity: 'major', condition: 'battery-low' }]);
  expect(withBounds(25, 50, bounds)).toEqual([20, 50]);
  expect(withBounds(99, 100, bounds)).toEqual([99, 100]);
});

test('devices stand beside each other on one time axis, and a gap stays a gap', () => {
  const one = (device: string, at: number[], mean: number[]) => ({ device, unit: null, kind: null, metric: 'clients', step: 60, at, mean, min: mean, max: mean, count: [], last: mean, sum: null, devices: null });
  const columns = alignDevices([one('a', [0, 60_000, 600_000], [1, 2, 3]), one('b', [60_000], [9])], ['b', 'a'], 'clients');
  expect(columns.at).toEqual([0, 60, 60.001, 600]);
  expect(columns.values).toEqual([[null, 9, null, null], [1, 2, null, 3]]);
  // Every five minutes is how this device reports: nothing is missing between.
  expect(alignDevices([one('a', [0, 300_000], [1, 2])], ['a'], 'clients', 300).at).toEqual([0, 300]);
  expect(summary([null, 4, 2, null])).toEqual({ low: 2, high: 4, last: 2 });
  expect(summary([null])).toBeNull();
});

test('changes become stretches, and a week of them adds up to one', () => {
  const history = stretches([
    { at: new Date(8000).toISOString(), health: 'faulty', reasons: ['offline'] }, { at: new Date(2000).toISOString(), health: 'ok', reasons: [] },
  ]);
  expect(history.map(({ from, to }) => [from, to])).toEqual([[8000, null], [2000, 8000]]);
  const week = pieces(history, 0, 10_000);
  expect(week).toEqual([{ share: 0.2, health: null }, { share: 0.6, health: 'ok' }, { share: 0.2, health: 'faulty' }]);
  expect(sharesOf(week)[0]).toEqual({ health: 'ok', share: 0.6 });
  expect(pieces([], 0, 10)).toEqual([{ share: 1, health: null }]);
  expect(pieces(history, 3000, 4000)).toEqual([{ share: 1, health: 'ok' }]);
});

test('a sketch puts the middle of a commune into the middle, north up', () => {
  const square: GeoJSON.FeatureCollection = {
    type: 'FeatureCollection',
    features: [{ type: 'Feature', properties: { code: 'u' }, geometry: { type: 'Polygon', coordinates: [[[105, 19], [106, 19], [106, 20], [105, 20], [105, 19]]] } }],
  };
  const sketch = sketchOf(square, 'u', 100);
  expect(sketch?.place(19.5, 105.5)).toEqual({ x: 50, y: 50 });
  expect(sketch?.place(20, 105.5).y).toBeCloseTo(8);
  expect(sketch?.outline.startsWith('M')).toBe(true);
  expect(sketchOf(square, 'other', 100)).toBeNull();
});

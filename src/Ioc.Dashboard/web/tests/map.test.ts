import { expect, test, vi } from 'vitest';
import { boundsOf, communeLabels, deviceFeatures, deviceUpdates, graticule, joinBounds, labelAnchors, pulsing } from '../src/map/features';
import { TwinSources } from '../src/map/twinSources';
import { fromSnapshot } from '../src/state/overview';

const overview = fromSnapshot({
  scope: 'overview', version: 1, at: 1, registryVersion: 1, alerts: [], broadcasts: [],
  twins: { id: ['a', 'b'], handle: [5, 6], kind: [1, 3], name: ['a', 'b'], unit: ['1', '1'], lat: [19, 20], lon: [105, 106], health: [1, 3], conditions: [[], []], lastSeen: [1, 1], playing: [0, 1] },
});

const square = (code: string, west: number, south: number, size: number): GeoJSON.Feature => ({
  type: 'Feature', properties: { code },
  geometry: { type: 'Polygon', coordinates: [[[west, south], [west + size, south], [west + size, south + size], [west, south + size], [west, south]]] },
});

test('devices are points named by handle, in lon lat order', () => {
  const [first, second] = deviceFeatures(overview).features;
  expect(first).toMatchObject({ id: 5, geometry: { coordinates: [105, 19] }, properties: { k: 1, h: 1, w: 0, p: 0 } });
  expect(second?.properties).toEqual({ k: 3, h: 3, w: 4, p: 1 });
});

test('an update carries the changed rows only', () => {
  const updates = deviceUpdates(overview, [1]);
  expect(updates.map((one) => one.id)).toEqual([6]);
  expect(updates[0]?.addOrUpdateProperties).toContainEqual({ key: 'h', value: 3 });
});

test('a name stands in the middle of the largest part', () => {
  const two: GeoJSON.FeatureCollection = { type: 'FeatureCollection', features: [{
    type: 'Feature', properties: { code: 'm' },
    geometry: { type: 'MultiPolygon', coordinates: [[[[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]]], [[[10, 10], [14, 10], [14, 14], [10, 14], [10, 10]]]] },
  }] };
  const anchor = labelAnchors(two).get('m');
  expect(anchor?.point).toEqual([12, 12]);
  expect(anchor?.bounds).toEqual([0, 0, 14, 14]);
});

test('a scope’s bounds are those of its communes', () => {
  const anchors = labelAnchors({ type: 'FeatureCollection', features: [square('a', 105, 19, 1), square('b', 107, 20, 1)] });
  expect(joinBounds(anchors, null)).toEqual([105, 19, 108, 21]);
  expect(joinBounds(anchors, new Set(['b']))).toEqual([107, 20, 108, 21]);
  expect(joinBounds(anchors, new Set(['z']))).toBeNull();
});

test('labels note trouble and are quiet without', () => {
  const anchors = labelAnchors({ type: 'FeatureCollection', features: [square('1', 105, 19, 1), square('2', 107, 20, 1)] });
  const labels = communeLabels(anchors, (code) => `Xã ${code}`, new Map([['1', { total: 12, trouble: 3, severe: 1 }]])).features;
  expect(labels.map((one) => one.properties.note)).toEqual(['3/12', '']);
  expect((labels[0]?.properties.order ?? 0) < (labels[1]?.properties.order ?? 0)).toBe(true);
});

test('only a change that matters to a person pulses', () => {
  expect([pulsing(1, 4), pulsing(4, 1), pulsing(2, 3)]).toEqual([true, true, true]);
  expect([pulsing(1, 1), pulsing(0, 1), pulsing(3, 2)]).toEqual([false, false, false]);
});

test('the ground’s grid spans the country and its archipelagos', () => {
  const [west, south, east, north] = boundsOf(graticule().features.flatMap((line) => line.geometry.coordinates));
  expect(west <= 102 && south <= 7 && east >= 116 && north >= 23.5).toBe(true);
});

test('twins pass for drawn once the map has taken them, also where there are none', async () => {
  let take = (): void => undefined;
  const source = { setData: () => new Promise<void>((resolve) => { take = resolve; }), updateData: () => Promise.resolve() };
  const twins = new TwinSources({ getSource: () => source } as never, {} as never, {} as never);
  const drawing = twins.draw({ count: 0, health: new Uint8Array() } as never, 'devices');
  expect(twins.areDrawn).toBe(false);
  take();
  await vi.waitFor(() => expect(twins.areDrawn).toBe(true));
  take();
  await drawing;
});

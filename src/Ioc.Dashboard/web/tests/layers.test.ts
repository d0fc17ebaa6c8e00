import { expect, test } from 'vitest';
import { vectorLayers } from '../src/map/baseLayers';
import type { MapColours } from '../src/map/colours';
import { ImageShelf } from '../src/map/imageShelf';
import { deviceFeatures, deviceUpdates } from '../src/map/features';
import { alertAreas, manyMin } from '../src/state/alertAreas';
import { entryScript, isNewer } from '../src/state/appVersion';
import { readHidden, toggled, writeHidden } from '../src/state/layers';
import { fromSnapshot } from '../src/state/overview';
import { alert } from './samples';

test('what is off stands in the address in one order, and unknown words are left out', () => {
  expect(writeHidden(readHidden('broadcasts,loudspeaker,nothing'))).toBe('loudspeaker,broadcasts');
  expect(writeHidden(readHidden(null))).toBeNull();
  expect([...toggled(toggled(new Set(), 'alerts'), 'alerts')]).toEqual([]);
});

test('a kind that is off is neither drawn nor updated', () => {
  const overview = fromSnapshot({
    scope: 'overview', version: 1, at: 1, registryVersion: 1, alerts: [], broadcasts: [],
    twins: { id: ['a', 'b'], handle: [5, 6], kind: [1, 3], name: ['a', 'b'], unit: ['1', '1'], lat: [19, 20], lon: [105, 106], health: [1, 3], conditions: [[], []], lastSeen: [1, 1], playing: [0, 1] },
  });
  expect(deviceFeatures(overview, new Set([3])).features.map((one) => one.id)).toEqual([5]);
  expect(deviceUpdates(overview, [0, 1], new Set([3])).map((one) => one.id)).toEqual([5]);
});

test('one broken device is no area; many together or a named hamlet are', () => {
  const many = Array.from({ length: manyMin }, (_, at) => alert({ id: `m${at}`, unitCode: 'many', severity: at === 3 ? 'critical' : 'minor' }));
  const areas = alertAreas([...many, alert({ id: 'x', unitCode: 'one' }), alert({ id: 'h', unitCode: 'dark', affectedHamlets: ['dark-2', 'dark-1'] })]);
  expect([...areas.keys()]).toEqual(['many', 'dark']);
  expect(areas.get('many')).toEqual({ severity: 'critical', alerts: manyMin, hamlets: [] });
  expect(areas.get('dark')?.hamlets).toEqual(['dark-1', 'dark-2']);
  expect(alertAreas(many.slice(1)).size).toBe(0);
});

test('only what a base map holds is drawn, and no border or name of it', () => {
  const layers = vectorLayers(new Set(['water', 'roads', 'boundaries', 'places']), {} as MapColours);
  expect(layers.map((layer) => layer.id)).toEqual(['base-water', 'base-water-line', 'base-roads', 'base-roads-major']);
});

test('another entry script is another release; a page without one is none', () => {
  const running = entryScript('<html><script type="module" crossorigin src="/assets/index-aa.js"></script>');
  expect(running).toBe('/assets/index-aa.js');
  expect(isNewer(running, entryScript('<script type="module" src="/assets/index-bb.js"></script>'))).toBe(true);
  expect(isNewer(running, running)).toBe(false);
  expect(isNewer(running, entryScript('<h1>502</h1>'))).toBe(false);
});

test('the symbols drawn first leave when there are too many', () => {
  const shelf = new ImageShelf(4);
  expect(['a', 'b', 'c', 'd'].flatMap((id) => shelf.add(id))).toEqual([]);
  expect(shelf.add('e')).toEqual(['a', 'b']);
  expect(['f', 'g'].flatMap((id) => shelf.add(id))).toEqual(['c', 'd']);
});

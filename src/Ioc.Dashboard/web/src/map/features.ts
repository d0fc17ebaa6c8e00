// What the map draws, as plain data: device points and their diffs, commune labels, the graticule. Pure; no MapLibre here.
import { badness, inTrouble } from '../state/counts';
import type { UnitTrouble } from '../state/counts';
import type { Overview } from '../state/overview';

export type Bounds = [west: number, south: number, east: number, north: number];

export interface DeviceProperties {
  /** kind 1 to 3 */
  k: number;
  /** health 0 to 4 */
  h: number;
  /** badness: the worst is drawn last, on top */
  w: number;
  /** playing */
  p: number;
}

const noKinds: ReadonlySet<number> = new Set();

type DeviceFeature = GeoJSON.Feature<GeoJSON.Point, DeviceProperties> & { id: number };

function properties(overview: Overview, row: number): DeviceProperties {
  const health = overview.health[row] ?? 0;
  return { k: overview.kind[row] ?? 1, h: health, w: badness(health), p: overview.playing[row] ?? 0 };
}

/** @param hidden kinds that are not drawn. */
export function deviceFeatures(overview: Overview, hidden: ReadonlySet<number> = noKinds): GeoJSON.FeatureCollection<GeoJSON.Point, DeviceProperties> {
  const features: DeviceFeature[] = [];
  for (let row = 0; row < overview.count; row++) {
    if (hidden.has(overview.kind[row] ?? 0)) continue;
    features.push({
      type: 'Feature',
      id: overview.handle[row] ?? 0,
      geometry: { type: 'Point', coordinates: [overview.lon[row] ?? 0, overview.lat[row] ?? 0] },
      properties: properties(overview, row),
    });
  }
  return { type: 'FeatureCollection', features };
}

export interface FeatureUpdate {
  id: number;
  addOrUpdateProperties: { key: string; value: number }[];
}

/** The changed rows only, in the form that MapLibre's updateData takes. */
export function deviceUpdates(overview: Overview, rows: readonly number[], hidden: ReadonlySet<number> = noKinds): FeatureUpdate[] {
  return rows.filter((row) => !hidden.has(overview.kind[row] ?? 0)).map((row) => ({
    id: overview.handle[row] ?? 0,
    addOrUpdateProperties: Object.entries(properties(overview, row)).map(([key, value]) => ({ key, value: Number(value) })),
  }));
}

export interface LabelProperties {
  code: string;
  name: string;
  /** "3/12", or empty where all is well. */
  note: string;
  /** Communes with severe trouble are placed before the quiet ones. */
  order: number;
}

export function communeLabels(
  anchors: ReadonlyMap<string, Anchor>, names: (code: string) => string, trouble: ReadonlyMap<string, UnitTrouble>,
): GeoJSON.FeatureCollection<GeoJSON.Point, LabelProperties> {
  const features: GeoJSON.Feature<GeoJSON.Point, LabelProperties>[] = [];
  for (const [code, anchor] of anchors) {
    const of = trouble.get(code);
    const note = of && of.trouble > 0 ? `${of.trouble}/${of.total}` : '';
    features.push({
      type: 'Feature',
      geometry: { type: 'Point', coordinates: anchor.point },
      properties: { code, name: names(code), note, order: -(of?.severe ?? 0) * 1000 - anchor.area },
    });
  }
  return { type: 'FeatureCollection', features };
}

export interface Anchor {
  point: [number, number];
  /** In square degrees: only to order labels by size. */
  area: number;
  bounds: Bounds;
}

/** Where each commune's name stands: the centroid of its largest ring. */
export function labelAnchors(boundaries: GeoJSON.FeatureCollection): Map<string, Anchor> {
  const anchors = new Map<string, Anchor>();
  for (const feature of boundaries.features) {
    const code = feature.properties?.['code'] as unknown;
    if (typeof code !== 'string') continue;
    const rings = outerRings(feature.geometry);
    let best: { point: [number, number]; area: number } | null = null;
    for (const ring of rings) {
      const found = ringCentroid(ring);
      if (!best || found.area > best.area) best = found;
    }
    if (best) anchors.set(code, { ...best, bounds: boundsOf(rings.flat()) });
  }
  return anchors;
}

function outerRings(geometry: GeoJSON.Geometry | null): GeoJSON.Position[][] {
  if (geometry?.type === 'Polygon') return geometry.coordinates.slice(0, 1);
  if (geometry?.type === 'MultiPolygon') return geometry.coordinates.flatMap((polygon) => polygon.slice(0, 1));
  return [];
}

function ringCentroid(ring: GeoJSON.Position[]): { point: [number, number]; area: number } {
  let twice = 0;
  let x = 0;
  let y = 0;
  const [x0 = 0, y0 = 0] = ring[0] ?? [];
  for (let i = 0; i + 1 < ring.length; i++) {
    // Relative to the first corner: degrees times degrees would lose the digits of a small commune.
    const [ax = 0, ay = 0] = ring[i] ?? [];
    const [bx = 0, by = 0] = ring[i + 1] ?? [];
    const cross = (ax - x0) * (by - y0) - (bx - x0) * (ay - y0);
    twice += cross;
    x += (ax + bx - 2 * x0) * cross;
    y += (ay + by - 2 * y0) * cross;
  }
  if (twice === 0) return { point: [x0, y0], area: 0 };
  return { point: [x0 + x / (3 * twice), y0 + y / (3 * twice)], area: Math.abs(twice / 2) };
}

export function boundsOf(points: readonly GeoJSON.Position[]): Bounds {
  const bounds: Bounds = [180, 90, -180, -90];
  for (const [lon = 0, lat = 0] of points) {
    bounds[0] = Math.min(bounds[0], lon);
    bounds[1] = Math.min(bounds[1], lat);
    bounds[2] = Math.max(bounds[2], lon);
    bounds[3] = Math.max(bounds[3], lat);
  }
  return bounds;
}

/** The bounds of the anchors' areas, of all or of those in `codes`; null where none has an area. */
export function joinBounds(anchors: ReadonlyMap<string, Anchor>, codes: ReadonlySet<string> | null): Bounds | null {
  const corners: GeoJSON.Position[] = [];
  for (const [code, { bounds }] of anchors) {
    if (codes && !codes.has(code)) continue;
    corners.push([bounds[0], bounds[1]], [bounds[2], bounds[3]]);
  }
  return corners.length === 0 ? null : boundsOf(corners);
}

/** Where there are no boundaries the devices themselves say where the province is. */
export function deviceBounds(overview: Overview): Bounds | null {
  const points: GeoJSON.Position[] = [];
  for (let row = 0; row < overview.count; row++) points.push([overview.lon[row] ?? 0, overview.lat[row] ?? 0]);
  return points.length === 0 ? null : boundsOf(points);
}

/** Rows worth a pulse: into or out of trouble, or beginning to play; not every degree of it. */
export function pulsing(before: number, after: number): boolean {
  return before !== after && (inTrouble(before) !== inTrouble(after) || after === 3 || after === 4);
}

/** A line per whole degree, far enough around the country that nobody sees where it ends: a plain ground that still says where and how large things are. */
export function graticule(): GeoJSON.FeatureCollection<GeoJSON.LineString> {
  const [west, south, east, north] = [70, -20, 150, 50];
  const features: GeoJSON.Feature<GeoJSON.LineString>[] = [];
  const line = (coordinates: [number, number][]) =>
    features.push({ type: 'Feature', properties: {}, geometry: { type: 'LineString', coordinates } });
  for (let lon = west; lon <= east; lon++) line([[lon, south], [lon, north]]);
  for (let lat = south; lat <= north; lat++) line([[west, lat], [east, lat]]);
  return { type: 'FeatureCollection', features };
}

/** Viet Nam's two archipelagos and its sea: shown whenever the country is in view. Points of main islands, ours. */
export const islandGroups: readonly { key: 'hoangSa' | 'truongSa'; label: [number, number]; islands: [number, number][] }[] = [
  {
    key: 'hoangSa', label: [111.8, 16.5],
    islands: [[112.33, 16.84], [111.61, 16.53], [111.6, 16.45], [112.73, 16.67], [111.2, 15.78], [112.35, 16.95], [111.5, 17.1]],
  },
  {
    key: 'truongSa', label: [113.5, 9.5],
    islands: [[111.92, 8.64], [114.33, 10.38], [114.36, 9.88], [114.48, 10.68], [112.9, 7.9], [114.08, 9.55], [115.8, 10.8], [111.67, 8.1], [113.7, 11.0]],
  },
];

export const eastSea: [number, number] = [112.6, 13.2];

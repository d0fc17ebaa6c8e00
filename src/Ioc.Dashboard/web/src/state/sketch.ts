// A commune's outline and points in it, fitted into a small square: enough to see where a device stands among its neighbours. Pure.

type Position = readonly number[];
type Ring = readonly Position[];

export interface Sketch {
  /** An SVG path in a box of `size`. */
  outline: string;
  place: (latitude: number, longitude: number) => { x: number; y: number };
}

function ringsOf(geometry: GeoJSON.Geometry): Ring[] {
  if (geometry.type === 'Polygon') return geometry.coordinates;
  return geometry.type === 'MultiPolygon' ? geometry.coordinates.flat() : [];
}

/** Null where the unit has no outline. */
export function sketchOf(boundaries: GeoJSON.FeatureCollection, code: string, size: number, margin = 8): Sketch | null {
  const feature = boundaries.features.find((one) => one.properties?.['code'] === code);
  const rings = feature ? ringsOf(feature.geometry) : [];
  const points = rings.flat();
  if (points.length === 0) return null;
  const [west, east] = ends(points.map(([longitude]) => longitude ?? 0));
  const [south, north] = ends(points.map(([, latitude]) => latitude ?? 0));
  // A degree of longitude is shorter the farther from the equator.
  const narrow = Math.cos((((south + north) / 2) * Math.PI) / 180);
  const scale = (size - 2 * margin) / Math.max((east - west) * narrow, north - south, 1e-9);
  const place = (latitude: number, longitude: number) => ({
    x: size / 2 + (longitude - (west + east) / 2) * narrow * scale,
    y: size / 2 - (latitude - (south + north) / 2) * scale,
  });
  const outline = rings.map((ring) => `M${ring.map(([longitude = 0, latitude = 0]) => { const { x, y } = place(latitude, longitude); return `${x.toFixed(1)} ${y.toFixed(1)}`; }).join('L')}Z`).join('');
  return { outline, place };
}

function ends(values: readonly number[]): [number, number] {
  return [values.reduce((a, b) => Math.min(a, b)), values.reduce((a, b) => Math.max(a, b))];
}

// Where on Earth a tap on the small map is, and which commune that is. Web Mercator, as flat as a commune.
export interface Place { longitude: number; latitude: number }
export interface Window { longitude: number; latitude: number; /** Degrees of longitude across. */ span: number }
type Ring = readonly GeoJSON.Position[];

const mercator = (latitude: number) => (Math.log(Math.tan(Math.PI / 4 + (latitude * Math.PI) / 360)) * 180) / Math.PI;
const latitudeOf = (y: number) => (Math.atan(Math.exp((y * Math.PI) / 180)) * 360) / Math.PI - 90;

/** Screen units, 0 to `size`, origin at the upper left. */
export function project(place: Place, window: Window, size: number): [number, number] {
  const scale = size / window.span;
  return [size / 2 + (place.longitude - window.longitude) * scale, size / 2 - (mercator(place.latitude) - mercator(window.latitude)) * scale];
}

export function unproject(x: number, y: number, window: Window, size: number): Place {
  const scale = size / window.span;
  return { longitude: window.longitude + (x - size / 2) / scale, latitude: latitudeOf(mercator(window.latitude) - (y - size / 2) / scale) };
}

export function ringsOf(geometry: GeoJSON.Geometry | null): Ring[][] {
  if (geometry?.type === 'Polygon') return [geometry.coordinates];
  return geometry?.type === 'MultiPolygon' ? geometry.coordinates : [];
}

function inRing(place: Place, ring: Ring): boolean {
  let inside = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [xi = 0, yi = 0] = ring[i] ?? [];
    const [xj = 0, yj = 0] = ring[j] ?? [];
    if (yi > place.latitude !== yj > place.latitude && place.longitude < ((xj - xi) * (place.latitude - yi)) / (yj - yi) + xi) inside = !inside;
  }
  return inside;
}

/** The code of the unit whose boundary holds the place; holes are outside. Null: none. */
export function communeAt(place: Place, boundaries: GeoJSON.FeatureCollection): string | null {
  for (const feature of boundaries.features) {
    if (!ringsOf(feature.geometry).some(([outer, ...holes]) => outer && inRing(place, outer) && !holes.some((hole) => inRing(place, hole)))) continue;
    const code: unknown = feature.properties?.code;
    if (typeof code === 'string') return code;
  }
  return null;
}

/** A window that shows all of some units, or of everything where none is named. */
export function windowOf(boundaries: GeoJSON.FeatureCollection, codes: ReadonlySet<string> | null): Window {
  let [west, south, east, north] = [180, 90, -180, -90];
  for (const feature of boundaries.features) {
    if (codes && !codes.has(String(feature.properties?.code))) continue;
    for (const rings of ringsOf(feature.geometry)) for (const [x = 0, y = 0] of rings[0] ?? []) {
      west = Math.min(west, x); east = Math.max(east, x); south = Math.min(south, y); north = Math.max(north, y);
    }
  }
  if (west > east) return { longitude: 106, latitude: 16.2, span: 16 };
  return { longitude: (west + east) / 2, latitude: (south + north) / 2, span: Math.max(east - west, mercator(north) - mercator(south)) * 1.1 };
}

/** Outlines that meet the window, as one SVG path; far ones cost nothing. */
export function outline(boundaries: GeoJSON.FeatureCollection, window: Window, size: number): string {
  let path = '';
  for (const feature of boundaries.features) {
    for (const rings of ringsOf(feature.geometry)) for (const ring of rings) {
      const points = ring.map(([longitude = 0, latitude = 0]) => project({ longitude, latitude }, window, size));
      if (points.every(([x]) => x < 0) || points.every(([x]) => x > size) || points.every(([, y]) => y < 0) || points.every(([, y]) => y > size)) continue;
      path += points.map(([x, y], i) => `${i === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`).join('') + 'Z';
    }
  }
  return path;
}

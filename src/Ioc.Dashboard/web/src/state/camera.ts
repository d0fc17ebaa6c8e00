// Where the map looks stands in the address, so that a shared view is the same view: "19.8123,105.7761,9.40". No camera: the whole scope.

export interface Camera {
  center: [lon: number, lat: number];
  zoom: number;
}

/** Ten metres, and a zoom nobody can tell from its neighbour: finer would only make the address longer. */
const placeDigits = 4;
const zoomDigits = 2;

export function writeCamera({ center: [lon, lat], zoom }: Camera): string {
  return `${lat.toFixed(placeDigits)},${lon.toFixed(placeDigits)},${zoom.toFixed(zoomDigits)}`;
}

export function readCamera(text: string | null): Camera | null {
  const parts = (text ?? '').split(',');
  const [lat = Number.NaN, lon = Number.NaN, zoom = Number.NaN] = parts.map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
  if (parts.length !== 3 || !(Math.abs(lat) <= 85) || !(Math.abs(lon) <= 180) || !(zoom >= 0 && zoom <= 24)) return null;
  return { center: [lon, lat], zoom };
}

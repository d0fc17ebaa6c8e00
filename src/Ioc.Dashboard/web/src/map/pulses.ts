// A changed symbol pulses once. Each pulse is one feature that lives 1.2 s; the ring is animated by paint properties, so the
// data goes to the worker once per change and not per frame.
import type { GeoJSONSource, Map as MapLibreMap } from 'maplibre-gl';

const lifeMs = 1200;

/** In a storm the picture as a whole says it; a hundred rings are enough. */
const pulsesMax = 100;

/** Each step redraws the map: sixteen a second are seen as one movement. */
const stepMs = 60;

/** In a storm something changes all the time; a map that pulses without a pause says nothing and keeps the thread busy. */
const restMs = 2_000;

export class Pulses {
  private points: { at: [number, number]; colour: string }[] = [];
  private startedAt = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly still = matchMedia('(prefers-reduced-motion: reduce)').matches;

  constructor(private readonly map: MapLibreMap) {}

  add(at: [number, number], colour: string): void {
    if (this.still || document.visibilityState === 'hidden' || this.points.length >= pulsesMax) return;
    this.points.push({ at, colour });
    this.timer ??= setTimeout(() => this.begin(), 0);
  }

  stop(): void {
    clearTimeout(this.timer);
  }

  private begin(): void {
    this.startedAt = performance.now();
    this.show(this.points);
    this.points = [];
    this.step();
  }

  private step(): void {
    const share = (performance.now() - this.startedAt) / lifeMs;
    if (share < 1) {
      this.map.setPaintProperty('pulses', 'circle-radius', 5 + 20 * share);
      this.map.setPaintProperty('pulses', 'circle-stroke-opacity', 1 - share);
      this.timer = setTimeout(() => this.step(), stepMs);
      return;
    }
    this.show([]);
    this.timer = setTimeout(() => this.rested(), restMs);
  }

  private rested(): void {
    this.timer = undefined;
    if (this.points.length > 0) this.begin();
  }

  private show(points: readonly { at: [number, number]; colour: string }[]): void {
    this.map.getSource<GeoJSONSource>('pulses')?.setData({
      type: 'FeatureCollection',
      features: points.map(({ at, colour }) => ({ type: 'Feature', properties: { colour }, geometry: { type: 'Point', coordinates: at } })),
    });
  }
}

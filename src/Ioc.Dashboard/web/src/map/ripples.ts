// A loudspeaker that reports that it plays sends out a ring now and then. All rings share one paint property, so a wave costs the same
// for one loudspeaker and for a thousand; between two waves the map rests, because every step redraws it.
import type { Map as MapLibreMap } from 'maplibre-gl';

const waveMs = 1_500;
const restMs = 3_500;
/** Ten steps a second look like a wave and leave the thread to the operator. */
const stepMs = 100;

export interface Rippling {
  id: string;
  /** Radius at the beginning of a wave and how far it goes, pixels. */
  from: number;
  by: number;
}

export class Ripples {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private startedAt = 0;
  private readonly still = matchMedia('(prefers-reduced-motion: reduce)').matches;

  constructor(private readonly map: MapLibreMap, private readonly layers: readonly Rippling[]) {}

  set(playing: boolean): void {
    if (playing && !this.still) this.timer ??= setTimeout(() => this.begin(), 0);
    else this.stop();
  }

  stop(): void {
    if (this.timer === undefined) return;
    clearTimeout(this.timer);
    this.timer = undefined;
    this.paint(0, 0);
  }

  private begin(): void {
    this.startedAt = performance.now();
    this.step();
  }

  private step(): void {
    if (document.visibilityState === 'hidden') { this.timer = setTimeout(() => this.begin(), restMs); return; }
    const share = (performance.now() - this.startedAt) / waveMs;
    if (share < 1) this.paint(share, 0.8 * (1 - share));
    else this.paint(0, 0);
    this.timer = share < 1 ? setTimeout(() => this.step(), stepMs) : setTimeout(() => this.begin(), restMs);
  }

  private paint(share: number, opacity: number): void {
    for (const { id, from, by } of this.layers) {
      if (!this.map.getLayer(id)) continue;
      this.map.setPaintProperty(id, 'circle-radius', from + by * share);
      this.map.setPaintProperty(id, 'circle-stroke-opacity', opacity);
    }
  }
}

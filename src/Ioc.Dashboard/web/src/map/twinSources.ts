// The twins on the map: two sources of the same, single devices for far away and clusters for near by, of which one is seen at a time.
// Only that one is brought up to date; the other's changes wait until it is seen, because each update makes the worker lay out all of
// its points anew.
import type { GeoJSONSource, Map as MapLibreMap } from 'maplibre-gl';
import type { Overview } from '../state/overview';
import { healthColour } from './colours';
import type { MapColours } from './colours';
import { deviceFeatures, deviceUpdates, pulsing } from './features';
import type { Pulses } from './pulses';

export const sourceNames = ['devices', 'clusters'] as const;
export type SourceName = (typeof sourceNames)[number];

export class TwinSources {
  hiddenKinds: ReadonlySet<number> = new Set();
  /** Rows to draw anew; all of them, or all for the first time. */
  private readonly pending: Record<SourceName, Set<number> | 'all' | 'never'> = { devices: 'never', clusters: 'never' };
  private drawnHealth = new Uint8Array();
  private drawnOnce = false;

  constructor(private readonly map: MapLibreMap, private readonly pulses: Pulses, private readonly colours: MapColours) {}

  /** Also where there are none to draw. */
  get areDrawn(): boolean {
    return this.drawnOnce;
  }

  note(rows: readonly number[] | 'all'): void {
    for (const name of sourceNames) {
      const waiting = this.pending[name];
      if (waiting === 'never') continue;
      if (rows === 'all' || waiting === 'all') this.pending[name] = 'all';
      else for (const row of rows) waiting.add(row);
    }
  }

  async draw(overview: Overview, seen: SourceName): Promise<void> {
    await this.drawOne(overview, seen);
    this.drawnOnce = true;
    // The other source is filled once, so that the first zoom finds it; from then on it waits until it is seen.
    const unseen = seen === 'devices' ? 'clusters' : 'devices';
    if (this.pending[unseen] === 'never') await this.drawOne(overview, unseen);
  }

  private async drawOne(overview: Overview, name: SourceName): Promise<void> {
    const source = this.map.getSource<GeoJSONSource>(name);
    if (!source) throw new Error(`BUG: the style has no source ${name}`);
    const rows = this.pending[name];
    this.pending[name] = new Set();
    if (!(rows instanceof Set)) {
      this.drawnHealth = overview.health.slice();
      await source.setData(deviceFeatures(overview, this.hiddenKinds));
    } else if (rows.size > 0) {
      this.pulse(overview, rows);
      await source.updateData({ update: deviceUpdates(overview, [...rows], this.hiddenKinds) });
    }
  }

  private pulse(overview: Overview, rows: ReadonlySet<number>): void {
    for (const row of rows) {
      const before = this.drawnHealth[row] ?? 0;
      const after = overview.health[row] ?? 0;
      if (pulsing(before, after) && !this.hiddenKinds.has(overview.kind[row] ?? 0)) this.pulses.add([overview.lon[row] ?? 0, overview.lat[row] ?? 0], healthColour(this.colours, after));
      this.drawnHealth[row] = after;
    }
  }
}

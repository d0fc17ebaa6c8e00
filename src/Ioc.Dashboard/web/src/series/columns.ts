// Series as the chart wants them: one time axis, a column per series, gaps where nothing was measured. Pure.
import type { DeviceTwin, SeriesColumn, TelemetryValue } from '../api/types';
import { fieldOf, stateWords } from '../format/metrics';

export interface Columns {
  /** Unix seconds, ascending: uPlot's axis. */
  at: number[];
  values: (number | null)[][];
}

/** Two missed points are a hole: a line drawn across it would claim what nobody measured. */
const gapSteps = 2.5;

/** @param periodSeconds how often the device reports: a finer step than that leaves steps empty without anything missing. */
export function alignSeries(series: readonly SeriesColumn[], metrics: readonly string[], periodSeconds = 0): Columns {
  return align(metrics.map((metric) => series.find((one) => one.metric === metric)), periodSeconds);
}

/** One metric of several devices. */
export function alignDevices(series: readonly SeriesColumn[], devices: readonly string[], metric: string, periodSeconds = 0): Columns {
  return align(devices.map((device) => series.find((one) => one.device === device && one.metric === metric)), periodSeconds);
}

function align(chosen: readonly (SeriesColumn | undefined)[], periodSeconds: number): Columns {
  const times = new Set<number>();
  for (const one of chosen) {
    if (!one) continue;
    for (const at of one.at) times.add(at);
    for (const hole of holes(one, periodSeconds)) times.add(hole);
  }
  const at = [...times].sort((a, b) => a - b);
  const values = chosen.map((one) => {
    const column = new Array<number | null>(at.length).fill(null);
    if (!one) return column;
    const index = new Map(at.map((time, position) => [time, position]));
    // Half way between "ok" and "short" is not "open": of states the last one is shown.
    const isState = stateWords[fieldOf(one.metric)] !== undefined;
    const shown = isState ? one.last ?? one.mean : one.mean;
    one.at.forEach((time, point) => {
      const position = index.get(time);
      if (position !== undefined) column[position] = shown[point] ?? null;
    });
    return fillBetween(column, at, maxGapMs(one, periodSeconds), isState);
  });
  return { at: at.map((ms) => ms / 1000), values };
}

function maxGapMs(series: SeriesColumn, periodSeconds: number): number {
  return Math.max(1, series.step, periodSeconds) * 1000 * gapSteps;
}

/** An instant just after the last point before each hole, where the column stays null. */
function holes(series: SeriesColumn, periodSeconds: number): number[] {
  const found: number[] = [];
  const most = maxGapMs(series, periodSeconds);
  for (let i = 1; i < series.at.length; i++) {
    const before = series.at[i - 1] ?? 0;
    if ((series.at[i] ?? 0) - before > most) found.push(before + 1);
  }
  return found;
}

/** Another series' instants must not tear this one: between two near points of its own the line goes on, a state as it was. */
function fillBetween(column: (number | null)[], at: readonly number[], most: number, isState: boolean): (number | null)[] {
  let last = -1;
  for (let i = 0; i < column.length; i++) {
    const value = column[i];
    if (value === null || value === undefined) continue;
    const from = last >= 0 ? column[last] : null;
    const span = last >= 0 ? (at[i] ?? 0) - (at[last] ?? 0) : Infinity;
    if (from !== null && from !== undefined && span <= most) {
      for (let k = last + 1; k < i; k++) column[k] = isState ? from : from + ((value - from) * ((at[k] ?? 0) - (at[last] ?? 0))) / span;
    }
    last = i;
  }
  return column;
}

/** The newest value of a twin under a series' name: `clients`, or `cells.A1.users`. Words become their position. */
export function latestValue(telemetry: Readonly<Record<string, TelemetryValue>>, metric: string): number | null {
  if (!metric.startsWith('cells.')) return asNumber(metric, telemetry[metric]);
  const field = metric.slice(metric.lastIndexOf('.') + 1);
  const id = metric.slice('cells.'.length, metric.lastIndexOf('.'));
  const cells = telemetry['cells'];
  if (!Array.isArray(cells)) return null;
  for (const cell of cells) {
    if (typeof cell === 'object' && cell !== null && !Array.isArray(cell) && cell['id'] === id) return asNumber(field, cell[field]);
  }
  return null;
}

function asNumber(field: string, value: TelemetryValue | undefined): number | null {
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  const position = typeof value === 'string' ? (stateWords[field]?.indexOf(value) ?? -1) : -1;
  return position < 0 ? null : position;
}

/** Charts draw once, then append: the twin's newest values, where it was heard after the last point. */
export function appendLatest(columns: Columns, metrics: readonly string[], twin: DeviceTwin, keepSeconds: number): Columns {
  const heard = twin.lastSeenAt ? Date.parse(twin.lastSeenAt) / 1000 : NaN;
  const last = columns.at[columns.at.length - 1] ?? 0;
  if (!(heard > last)) return columns;
  const newest = metrics.map((metric) => latestValue(twin.telemetry, metric));
  if (newest.every((value) => value === null)) return columns;
  const from = columns.at.findIndex((at) => at >= heard - keepSeconds);
  const start = from < 0 ? columns.at.length : from;
  const isHole = heard - last > (twin.device.periodSeconds ?? 60) * gapSteps;
  return {
    at: [...columns.at.slice(start), ...(isHole ? [heard - 0.001] : []), heard],
    values: columns.values.map((column, index) => [...column.slice(start), ...(isHole ? [null] : []), newest[index] ?? null]),
  };
}

/** What one column comes to, for who can't see the curve. */
export function summary(column: readonly (number | null)[]): { low: number; high: number; last: number } | null {
  const known = column.filter((value): value is number => value !== null);
  const last = known[known.length - 1];
  return last === undefined ? null : { low: known.reduce((a, b) => Math.min(a, b)), high: known.reduce((a, b) => Math.max(a, b)), last };
}

export function hasValues(columns: Columns): boolean {
  return columns.values.some((column) => column.some((value) => value !== null));
}

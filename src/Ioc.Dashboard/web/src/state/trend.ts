// How a key figure moved over the last hour, from the server's points a minute (GET /api/v1/counts) and the live present.
import type { CountsPoint, DeviceKindWord } from '../api/types';
import { inTrouble } from './counts';

export interface Trend {
  /** How far back the first point is; less than 60 after the centre started. */
  minutes: number;
  /** Now minus then. */
  change: number;
  /** Oldest first; the last is now. */
  values: readonly number[];
}

export function troubleCount(byHealth: readonly number[]): number {
  return byHealth.reduce((sum, of, health) => (inTrouble(health) ? sum + of : sum), 0);
}

export function kindTrend(points: readonly CountsPoint[], kind: DeviceKindWord, nowByHealth: readonly number[], now: number): Trend | null {
  return trend(points, (point) => troubleCount(point.kinds.find((of) => of.kind === kind)?.byHealth ?? []), troubleCount(nowByHealth), now);
}

export function alertTrend(points: readonly CountsPoint[], openNow: number, now: number): Trend | null {
  return trend(points, (point) => point.alerts, openNow, now);
}

/** Null where there is nothing to compare with: a centre that started this minute. */
function trend(points: readonly CountsPoint[], read: (point: CountsPoint) => number, present: number, now: number): Trend | null {
  const [first] = points;
  if (!first) return null;
  const minutes = Math.round((now - Date.parse(first.at)) / 60_000);
  if (minutes < 1) return null;
  return { minutes, change: present - read(first), values: [...points.map(read), present] };
}

/** The line's points in a box, as an SVG path; flat in the middle where nothing moved. */
export function sparkline(values: readonly number[], width: number, height: number): string {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const step = values.length > 1 ? width / (values.length - 1) : 0;
  const y = (value: number) => (high === low ? height / 2 : height - ((value - low) / (high - low)) * height);
  return values.map((value, at) => `${at === 0 ? 'M' : 'L'}${(at * step).toFixed(1)} ${y(value).toFixed(1)}`).join('');
}

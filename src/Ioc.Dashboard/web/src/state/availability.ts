// Availability of a unit over time: how to ask for it, and what each step shows. Pure.
import type { Availability } from '../api/types';

export const availabilityRanges = { '24h': { seconds: 86_400, step: 3_600 }, '7d': { seconds: 604_800, step: 21_600 }, '30d': { seconds: 2_592_000, step: 86_400 }, '90d': { seconds: 7_776_000, step: 86_400 } } as const;

export type AvailabilityRange = keyof typeof availabilityRanges;

/** The server adds up at most so many devices times days at once. */
export const deviceDaysMax = 60_000;

export function rangesFor(devices: number): AvailabilityRange[] {
  return (Object.keys(availabilityRanges) as AvailabilityRange[]).filter((range) => devices * Math.max(1, availabilityRanges[range].seconds / 86_400) <= deviceDaysMax);
}

/** Việt Nam's clocks do not change with the season: its days begin seven hours before UTC's, all year. */
const dayShiftMs = 7 * 3_600_000;

/** Begins at a whole step of the centre's day, so that a day is a day there and the same question gets the same columns. */
export function askedFor(range: AvailabilityRange, now: number): { from: number; step: number } {
  const { seconds, step } = availabilityRanges[range];
  return { from: Math.ceil((now + dayShiftMs - seconds * 1000) / (step * 1000)) * step * 1000 - dayShiftMs, step };
}

const labelsMax = 7;
/** Further right a label would hang out of the chart. */
const labelShareMax = 0.88;

/** Which columns the axis names, and where they begin, as a share of the chart's width. Hours and days that are round in the centre's day. */
export function axisLabels(columns: readonly Column[], step: number): { at: number; share: number }[] {
  const everyMs = Math.max(1, Math.ceil(columns.length / labelsMax)) * step * 1000;
  return columns.flatMap(({ at }, index) => {
    const share = index / columns.length;
    return (at + dayShiftMs) % everyMs === 0 && share <= labelShareMax ? [{ at, share }] : [];
  });
}

export interface Column {
  at: number;
  /** Of the time something is known about, 0 to 1; null where nothing is. */
  working: number | null;
  /** Shares of all devices' time in this step, which with what is not known add up to one. */
  ok: number;
  degraded: number;
  faulty: number;
  offline: number;
}

/** Degraded devices serve: they count as working. */
export function columnsOf(sums: Availability): Column[] {
  const end = Date.parse(sums.to);
  return sums.at.map((at, index) => {
    const of = (values: readonly number[]) => values[index] ?? 0;
    const whole = (Math.min(sums.step, (end - at) / 1000) || 1) * Math.max(1, sums.registered);
    const [ok, degraded, faulty, offline] = [of(sums.ok), of(sums.degraded), of(sums.faulty), of(sums.offline)];
    const known = ok + degraded + faulty + offline;
    return { at, working: known === 0 ? null : (ok + degraded) / known, ok: ok / whole, degraded: degraded / whole, faulty: faulty / whole, offline: offline / whole };
  });
}

/** Over all of the time; null where nothing is known. */
export function overall(sums: Availability): { working: number | null; known: number } {
  const add = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
  const working = add(sums.ok) + add(sums.degraded);
  const known = working + add(sums.faulty) + add(sums.offline);
  const whole = ((Date.parse(sums.to) - Date.parse(sums.from)) / 1000) * Math.max(1, sums.registered);
  return { working: known === 0 ? null : working / known, known: Math.min(1, known / whole) };
}

// Availability of a unit over time: how to ask for it, and what each step shows. Pure.
import type { Availability } from '../api/types';

export const availabilityRanges = { '24h': { seconds: 86_400, step: 3_600 }, '7d': { seconds: 604_800, step: 21_600 }, '30d': { seconds: 2_592_000, step: 86_400 }, '90d': { seconds: 7_776_000, step: 86_400 } } as const;

export type AvailabilityRange = keyof typeof availabilityRanges;

/** The server adds up at most so many devices times days at once. */
export const deviceDaysMax = 60_000;

export function rangesFor(devices: number): AvailabilityRange[] {
  return (Object.keys(availabilityRanges) as AvailabilityRange[]).filter((range) => devices * Math.max(1, availabilityRanges[range].seconds / 86_400) <= deviceDaysMax);
}

/** Begins at a whole step before now, so that the same question gets the same columns. */
export function askedFor(range: AvailabilityRange, now: number): { from: number; step: number } {
  const { seconds, step } = availabilityRanges[range];
  return { from: Math.ceil((now - seconds * 1000) / (step * 1000)) * step * 1000, step };
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

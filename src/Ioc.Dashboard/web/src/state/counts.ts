// Counts by kind and health, and each commune's share of devices in trouble.
import type { Overview } from './overview';

export const healthCount = 5;
const kindCount = 3;

/** Health numbers of the wire that mean trouble: degraded, faulty, offline. Unknown is not trouble: it was never heard. */
export function inTrouble(health: number): boolean {
  return health >= 2;
}

/** How bad, for "the worst is on top": faulty needs a person first, then offline, degraded, unknown, ok. */
const weights = [1, 0, 2, 4, 3];

export function badness(health: number): number {
  return weights[health] ?? 0;
}

export interface KindCounts {
  total: number;
  /** Indexed by health number. */
  byHealth: number[];
}

/** Indexed by kind − 1. */
export function countByKind(overview: Overview): KindCounts[] {
  const counts = Array.from({ length: kindCount }, () => ({ total: 0, byHealth: new Array<number>(healthCount).fill(0) }));
  for (let row = 0; row < overview.count; row++) {
    const of = counts[(overview.kind[row] ?? 1) - 1];
    if (!of) continue;
    const health = overview.health[row] ?? 0;
    of.total++;
    of.byHealth[health] = (of.byHealth[health] ?? 0) + 1;
  }
  return counts;
}

export interface UnitTrouble {
  total: number;
  trouble: number;
  /** Trouble that needs hands: faulty or offline. */
  severe: number;
}

export function troubleByUnit(overview: Overview): Map<string, UnitTrouble> {
  const byUnit = new Map<string, UnitTrouble>();
  for (let row = 0; row < overview.count; row++) {
    const code = overview.unit[row] ?? '';
    let of = byUnit.get(code);
    if (!of) byUnit.set(code, (of = { total: 0, trouble: 0, severe: 0 }));
    const health = overview.health[row] ?? 0;
    of.total++;
    if (inTrouble(health)) of.trouble++;
    if (health >= 3) of.severe++;
  }
  return byUnit;
}

/** Lower bounds of steps 1 to 4; below the first is step 0. */
export const shadeSteps = [0.03, 0.08, 0.18, 0.35] as const;

/** As if every commune had this many more working devices: one bad device of two must not paint a commune red. */
const calmingDevices = 4;

/** 0 to 4, or −1 where a commune has no devices. */
export function shade({ total, trouble }: UnitTrouble): number {
  if (total === 0) return -1;
  const share = trouble / (total + calmingDevices);
  return shadeSteps.filter((bound) => share >= bound).length;
}

// A device's changes of health as stretches of time: for the list, the strip and what they add up to. Pure.
import type { HealthChange, HealthWord } from '../api/types';

export interface Stretch {
  from: number;
  /** Null: it still lasts. */
  to: number | null;
  health: HealthWord;
  reasons: readonly string[];
}

/** @param changes newest first, as the server lists them. */
export function stretches(changes: readonly HealthChange[]): Stretch[] {
  return changes.map((change, index) => {
    const newer = changes[index - 1];
    return { from: Date.parse(change.at), to: newer ? Date.parse(newer.at) : null, health: change.health, reasons: change.reasons };
  });
}

export interface Piece {
  /** Of the whole, 0 to 1. */
  share: number;
  /** Null: nothing is known. */
  health: HealthWord | null;
}

/** The time between two instants, oldest first, cut where the health changed; before the first known change nothing is known. */
export function pieces(history: readonly Stretch[], from: number, to: number): Piece[] {
  const whole = to - from;
  const found: Piece[] = [];
  let at = from;
  const add = (until: number, health: HealthWord | null) => {
    const last = found[found.length - 1];
    if (until <= at) return;
    const share = (until - at) / whole;
    if (last && last.health === health) last.share += share;
    else found.push({ share, health });
    at = until;
  };
  for (const one of [...history].reverse()) {
    add(Math.min(to, one.from), null);
    if (one.health === 'unknown') add(Math.min(to, one.to ?? to), null);
    else add(Math.min(to, one.to ?? to), one.health);
  }
  add(to, null);
  return found;
}

/** Share of the time in each health, the longest first. */
export function sharesOf(found: readonly Piece[]): Piece[] {
  const sums = new Map<HealthWord | null, number>();
  for (const { share, health } of found) sums.set(health, (sums.get(health) ?? 0) + share);
  return [...sums].map(([health, share]) => ({ health, share })).sort((a, b) => b.share - a.share);
}

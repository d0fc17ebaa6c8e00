// What a broadcast's counts add up to.
import { deliveryStates } from '../api/types';
import type { Broadcast, DeliveryState } from '../api/types';

export type BroadcastPhase = 'running' | 'done' | 'cancelling' | 'cancelled' | 'expired';

/** What a person reads of a delivery: a cancelled broadcast is not stopped where the cluster has not said so. */
export type ShownDelivery = DeliveryState | 'stopping';
export const shownDeliveries: readonly ShownDelivery[] = ['stopping', ...deliveryStates];

const waiting: readonly DeliveryState[] = ['queued', 'sent', 'accepted', 'playing'];

export function waitingCount(broadcast: Broadcast): number {
  return waiting.reduce((sum, state) => sum + (broadcast.counts[state] ?? 0), 0);
}

export function phase(broadcast: Broadcast, now: number): BroadcastPhase {
  if (broadcast.cancelledAt) return waitingCount(broadcast) > 0 ? 'cancelling' : 'cancelled';
  if (waitingCount(broadcast) === 0) return 'done';
  // A cluster that started in time may still be playing after the expiry.
  const playing = (broadcast.counts.playing ?? 0) + (broadcast.counts.accepted ?? 0) > 0;
  return Date.parse(broadcast.expiresAt) <= now && !playing ? 'expired' : 'running';
}

export function shownDelivery(isCancelled: boolean, state: DeliveryState): ShownDelivery {
  return isCancelled && state !== 'playing' && waiting.includes(state) ? 'stopping' : state;
}

/** Counts as they are shown, in the order of the ledger; what is 0 is left out. */
export function shownCounts(broadcast: Broadcast): Map<ShownDelivery, number> {
  const counts = new Map<ShownDelivery, number>();
  for (const state of deliveryStates) {
    const shown = shownDelivery(broadcast.cancelledAt !== null, state);
    const count = (counts.get(shown) ?? 0) + (broadcast.counts[state] ?? 0);
    if (count > 0) counts.set(shown, count);
  }
  return counts;
}

export function newestFirst(broadcasts: Iterable<Broadcast>): Broadcast[] {
  return [...broadcasts].sort((a, b) => Date.parse(b.createdAt) - Date.parse(a.createdAt) || (a.id < b.id ? 1 : -1));
}

/** What is said next to the send button; a new id per draft makes a second press of a tired thumb harmless. */
export function newBroadcastId(random: () => number = Math.random): string {
  const letters = 'abcdefghijklmnopqrstuvwxyz234567';
  let id = 'b-';
  for (let i = 0; i < 20; i++) id += letters[Math.floor(random() * letters.length)] ?? 'a';
  return id;
}

// What a broadcast's counts add up to.
import type { Broadcast, DeliveryState } from '../api/types';

export type BroadcastPhase = 'running' | 'done' | 'cancelled' | 'expired';

const waiting: readonly DeliveryState[] = ['queued', 'sent', 'accepted', 'playing'];

export function waitingCount(broadcast: Broadcast): number {
  return waiting.reduce((sum, state) => sum + (broadcast.counts[state] ?? 0), 0);
}

export function phase(broadcast: Broadcast, now: number): BroadcastPhase {
  if (broadcast.cancelledAt) return 'cancelled';
  if (waitingCount(broadcast) === 0) return 'done';
  // A cluster that started in time may still be playing after the expiry.
  const playing = (broadcast.counts.playing ?? 0) + (broadcast.counts.accepted ?? 0) > 0;
  return Date.parse(broadcast.expiresAt) <= now && !playing ? 'expired' : 'running';
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

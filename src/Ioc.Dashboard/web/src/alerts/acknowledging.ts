// Acknowledgements on their way. The row shows them at once; one that the server refuses goes back and says why, where it happened.
import { useSyncExternalStore } from 'react';
import { api } from '../api/client';
import { Problem } from '../api/problem';
import type { Alert } from '../api/types';
import type { LiveStore } from '../live/liveStore';

export type Acknowledging = { state: 'sending' } | { state: 'refused'; error: unknown };

type Send = (id: string, signal: AbortSignal) => Promise<Alert>;

/** A network that swallows what is sent says nothing for minutes: after this the row no longer claims what nobody confirmed. Asking again does no harm. */
export const patienceMs = 15_000;

export class Acknowledgements {
  private pending = new Map<string, Acknowledging>();
  private readonly listeners = new Set<() => void>();

  constructor(private readonly send: Send) {}

  of(id: string): Acknowledging | undefined {
    return this.pending.get(id);
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Answers the alert as the server has it; null where it refused, and then the refusal stays until the next attempt. */
  async acknowledge(id: string, arrived: (alert: Alert) => void): Promise<Alert | null> {
    if (this.pending.get(id)?.state === 'sending') return null;
    this.put(id, { state: 'sending' });
    const late = new AbortController();
    const timer = setTimeout(() => { late.abort(new Problem('network', 0, null)); }, patienceMs);
    try {
      const after = await this.send(id, late.signal);
      // First the truth, then the end of the pretence: the row must not flash back between the two.
      arrived(after);
      this.put(id, undefined);
      return after;
    } catch (error) {
      this.put(id, { state: 'refused', error });
      return null;
    } finally {
      clearTimeout(timer);
    }
  }

  private put(id: string, state: Acknowledging | undefined): void {
    if (state) this.pending.set(id, state);
    else this.pending.delete(id);
    for (const listener of this.listeners) listener();
  }
}

const acknowledgements = new Acknowledgements(api.acknowledge);

export function acknowledge(alert: Alert, store: LiveStore): Promise<Alert | null> {
  return acknowledgements.acknowledge(alert.id, (after) => store.putAlert(after));
}

export function useAcknowledging(id: string): Acknowledging | undefined {
  return useSyncExternalStore(acknowledgements.subscribe, () => acknowledgements.of(id));
}

/** What the row shows while the answer is awaited. */
export function asShown(alert: Alert, pending: Acknowledging | undefined): Alert {
  return pending?.state === 'sending' && alert.state === 'raised' ? { ...alert, state: 'acknowledged' } : alert;
}

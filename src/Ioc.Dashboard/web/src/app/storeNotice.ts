import type { SystemFigures, TelemetryFigures } from '../api/types';

/** What is wrong with the stores, or that no device can be heard, as a key of `telemetry.*` in the dictionaries, with what they say. */
export interface StoreNotice {
  kind: 'refusing' | 'deaf' | 'none' | 'scarce' | 'trouble' | 'waits';
  /** Words of the store or of its server; null: there are none. */
  why: string | null;
  since: string | null;
  /** Until devices must wait, at the present rate; null where it does not matter, or is not known. */
  secondsLeft: number | null;
}

/** The worst alone: what follows from it would say nothing more. Null: all is well. */
export function storeNotice(system: SystemFigures | null, telemetry: TelemetryFigures | null): StoreNotice | null {
  if (telemetry?.refusing) return { kind: 'refusing', why: telemetry.refusing, since: null, secondsLeft: null };
  // Nobody is called offline then, so without these words all would look well.
  if (system?.deviceEdgeProblem) return { kind: 'deaf', why: system.deviceEdgeProblem, since: null, secondsLeft: null };
  if (system) {
    const { journalRoom: room, journalSecondsLeft: secondsLeft, storeTrouble: why, storeTroubleSince: since } = system;
    if (room === 'none') return { kind: 'none', why, since, secondsLeft: null };
    if (room === 'scarce') return { kind: 'scarce', why, since, secondsLeft };
    if (why) return { kind: 'trouble', why, since, secondsLeft };
  }
  const forwarding = telemetry?.forwarding;
  return forwarding?.problem ? { kind: 'waits', why: forwarding.problem, since: forwarding.since, secondsLeft: forwarding.secondsLeft } : null;
}

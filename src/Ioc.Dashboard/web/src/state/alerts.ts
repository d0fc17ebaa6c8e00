// Order of the alert list, and the hold that keeps it still while somebody reads.
import { severityWords } from '../api/types';
import type { Alert, Severity } from '../api/types';

export function severityRank(severity: Severity): number {
  return severityWords.indexOf(severity);
}

/** Waiting for a person first, then worse, then newer; ids break ties so that the order never flickers. */
export function compareAlerts(a: Alert, b: Alert): number {
  return (
    Number(a.state === 'acknowledged') - Number(b.state === 'acknowledged') ||
    severityRank(b.severity) - severityRank(a.severity) ||
    Date.parse(b.raisedAt) - Date.parse(a.raisedAt) ||
    (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
  );
}

/** Alerts that nobody has acknowledged. */
export function waitingCount(alerts: Iterable<Alert>): number {
  let count = 0;
  for (const alert of alerts) if (alert.state === 'raised') count++;
  return count;
}

export function sortAlerts(alerts: Iterable<Alert>): Alert[] {
  return [...alerts].sort(compareAlerts);
}

export interface ShownAlerts {
  rows: Alert[];
  /** Alerts that arrived while the list was held. */
  waiting: number;
}

/**
 * What the list shows. Held: the rows keep their places (with their newest content), cleared ones stay greyed until the hold
 * ends, and new ones only count. Not held: the current order.
 */
export function showAlerts(shownBefore: readonly Alert[], open: ReadonlyMap<string, Alert>, held: boolean): ShownAlerts {
  if (!held) return { rows: sortAlerts(open.values()), waiting: 0 };
  const shownIds = new Set(shownBefore.map((alert) => alert.id));
  const rows = shownBefore.map((alert) => open.get(alert.id) ?? { ...alert, state: 'cleared' as const });
  let waiting = 0;
  for (const id of open.keys()) if (!shownIds.has(id)) waiting++;
  return { rows, waiting };
}

/** What a screen reader is told: only what is new and serious since the last time; never the whole list. */
export function newSevere(knownIds: ReadonlySet<string>, open: Iterable<Alert>): Alert[] {
  const fresh: Alert[] = [];
  for (const alert of open) {
    if (!knownIds.has(alert.id) && severityRank(alert.severity) >= severityRank('major')) fresh.push(alert);
  }
  return fresh.sort(compareAlerts);
}

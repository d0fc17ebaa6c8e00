// Which communes an alert is about as a place, and not one device in it: those are hatched on the map.
import type { Alert, Severity } from '../api/types';
import { severityRank } from './alerts';

/** So many open alerts in one commune have a common cause, whatever their conditions are: a power cut shows as three of them. */
export const manyMin = 8;

export interface AlertArea {
  severity: Severity;
  alerts: number;
  /** Codes of the hamlets that alerts here name. */
  hamlets: readonly string[];
}

export function alertAreas(alerts: Iterable<Alert>): Map<string, AlertArea> {
  const areas = new Map<string, { severity: Severity; alerts: number; hamlets: Set<string> }>();
  for (const alert of alerts) {
    const area = areas.get(alert.unitCode);
    if (!area) {
      areas.set(alert.unitCode, { severity: alert.severity, alerts: 1, hamlets: new Set(alert.affectedHamlets) });
      continue;
    }
    area.alerts++;
    if (severityRank(alert.severity) > severityRank(area.severity)) area.severity = alert.severity;
    for (const hamlet of alert.affectedHamlets) area.hamlets.add(hamlet);
  }
  const found = new Map<string, AlertArea>();
  for (const [code, area] of areas) {
    if (area.alerts >= manyMin || area.hamlets.size > 0) found.set(code, { ...area, hamlets: [...area.hamlets].sort() });
  }
  return found;
}

// The alert list as rows: headings of groups with what is in them, folded or not. Pure.
import type { Alert } from '../api/types';

export type Grouping = 'none' | 'unit' | 'condition' | 'device';

export const groupings: readonly Grouping[] = ['none', 'unit', 'condition', 'device'];

export type ListRow =
  | { type: 'alert'; key: string; alert: Alert }
  | { type: 'group'; key: string; name: string; alerts: readonly Alert[]; waiting: number; folded: boolean };

interface Names {
  unit: (code: string) => string;
  condition: (word: string) => string;
}

/** Groups stand where their first alert stood, so the order of the list (worst first) is the order of the groups. */
export function listRows(alerts: readonly Alert[], by: Grouping, names: Names, folded: ReadonlySet<string>): ListRow[] {
  if (by === 'none') return alerts.map((alert) => ({ type: 'alert', key: alert.id, alert }));
  const groups = new Map<string, Alert[]>();
  for (const alert of alerts) {
    const key = by === 'unit' ? alert.unitCode : by === 'device' ? alert.deviceId : alert.condition;
    const group = groups.get(key);
    if (group) group.push(alert);
    else groups.set(key, [alert]);
  }
  return [...groups].flatMap(([key, inside]): ListRow[] => {
    const name = by === 'unit' ? names.unit(key) : by === 'device' ? inside[0]?.deviceName ?? key : names.condition(key);
    const head: ListRow = { type: 'group', key: `g:${key}`, name, alerts: inside, waiting: inside.filter((one) => one.state === 'raised').length, folded: folded.has(`g:${key}`) };
    return head.folded ? [head] : [head, ...inside.map((alert): ListRow => ({ type: 'alert', key: alert.id, alert }))];
  });
}

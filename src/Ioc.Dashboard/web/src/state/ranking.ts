// Communes beside each other: how many devices each has, how many are in trouble, and what waits for a person there.
import { kindWords } from '../api/types';
import type { Alert } from '../api/types';
import { healthCount, inTrouble } from './counts';
import type { Overview } from './overview';

export interface UnitRow {
  code: string;
  total: number;
  /** Indexed by kind − 1. */
  byKind: number[];
  /** Indexed by health number. */
  byHealth: number[];
  trouble: number;
  alerts: number;
  /** Alerts nobody has acknowledged. */
  waiting: number;
}

/** One row for each unit that has devices or open alerts. */
export function rankUnits(overview: Overview, alerts: Iterable<Alert>): UnitRow[] {
  const rows = new Map<string, UnitRow>();
  const rowOf = (code: string): UnitRow => {
    let row = rows.get(code);
    if (!row) {
      row = { code, total: 0, byKind: kindWords.map(() => 0), byHealth: new Array<number>(healthCount).fill(0), trouble: 0, alerts: 0, waiting: 0 };
      rows.set(code, row);
    }
    return row;
  };
  for (let at = 0; at < overview.count; at++) {
    const row = rowOf(overview.unit[at] ?? '');
    const kind = (overview.kind[at] ?? 1) - 1;
    const health = overview.health[at] ?? 0;
    row.total++;
    row.byKind[kind] = (row.byKind[kind] ?? 0) + 1;
    row.byHealth[health] = (row.byHealth[health] ?? 0) + 1;
    if (inTrouble(health)) row.trouble++;
  }
  for (const alert of alerts) {
    const row = rowOf(alert.unitCode);
    row.alerts++;
    if (alert.state === 'raised') row.waiting++;
  }
  return [...rows.values()];
}

export type UnitSort = 'trouble' | 'share' | 'alerts' | 'total' | 'name';

const share = (row: UnitRow) => (row.total === 0 ? 0 : row.trouble / row.total);
const collator = new Intl.Collator('vi');

/** The worst first; names ascend, and break every tie so that the order never flickers. */
export function sortUnits(rows: readonly UnitRow[], by: UnitSort, nameOf: (code: string) => string): UnitRow[] {
  const measure: Record<Exclude<UnitSort, 'name'>, (row: UnitRow) => number> = {
    trouble: (row) => row.trouble, share, alerts: (row) => row.alerts, total: (row) => row.total,
  };
  const names = new Map(rows.map((row) => [row.code, nameOf(row.code)]));
  const byName = (a: UnitRow, b: UnitRow) => collator.compare(names.get(a.code) ?? '', names.get(b.code) ?? '') || (a.code < b.code ? -1 : 1);
  if (by === 'name') return [...rows].sort(byName);
  const of = measure[by];
  return [...rows].sort((a, b) => of(b) - of(a) || b.trouble - a.trouble || byName(a, b));
}

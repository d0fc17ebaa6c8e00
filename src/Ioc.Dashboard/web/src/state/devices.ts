// Rows of the devices table, found in the live overview: the filters are the address's.
import { healthWords, kindWords } from '../api/types';
import type { DeviceKindWord, HealthWord } from '../api/types';
import { badness } from './counts';
import type { Overview } from './overview';
import { foldText } from './search';

export interface DeviceFilter {
  kind: DeviceKindWord | null;
  health: HealthWord | null;
  /** Any trouble: degraded, faulty, offline. */
  trouble: boolean;
  text: string;
}

export type DeviceSort = 'health' | 'name' | 'unit' | 'lastSeen';

export function kindOf(overview: Overview, row: number): DeviceKindWord {
  return kindWords[(overview.kind[row] ?? 1) - 1] ?? 'loudspeaker';
}

export function healthOf(overview: Overview, row: number): HealthWord {
  return healthWords[overview.health[row] ?? 0] ?? 'unknown';
}

export function filterRows(overview: Overview, filter: DeviceFilter): number[] {
  const kind = filter.kind ? kindWords.indexOf(filter.kind) + 1 : 0;
  const health = filter.health ? healthWords.indexOf(filter.health) : -1;
  const wanted = foldText(filter.text);
  const rows: number[] = [];
  for (let row = 0; row < overview.count; row++) {
    if (kind !== 0 && overview.kind[row] !== kind) continue;
    if (health !== -1 && overview.health[row] !== health) continue;
    if (filter.trouble && (overview.health[row] ?? 0) < 2) continue;
    if (wanted !== '' && !matches(overview, row, wanted)) continue;
    rows.push(row);
  }
  return rows;
}

function matches(overview: Overview, row: number, wanted: string): boolean {
  return (overview.id[row] ?? '').toLowerCase().includes(wanted) || foldText(overview.name[row] ?? '').includes(wanted);
}

const collator = new Intl.Collator('vi', { numeric: true });

export function sortRows(overview: Overview, rows: number[], by: DeviceSort, nameOfUnit: (code: string) => string): number[] {
  const byName = (a: number, b: number) => collator.compare(overview.name[a] ?? '', overview.name[b] ?? '') || a - b;
  const compare: Record<DeviceSort, (a: number, b: number) => number> = {
    name: byName,
    health: (a, b) => badness(overview.health[b] ?? 0) - badness(overview.health[a] ?? 0) || byName(a, b),
    unit: (a, b) => collator.compare(nameOfUnit(overview.unit[a] ?? ''), nameOfUnit(overview.unit[b] ?? '')) || byName(a, b),
    lastSeen: (a, b) => (overview.lastSeen[b] ?? 0) - (overview.lastSeen[a] ?? 0) || byName(a, b),
  };
  return rows.sort(compare[by]);
}

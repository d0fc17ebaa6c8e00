// Rows of the devices table, found in the live overview: the filters are the address's.
import { healthWords, kindWords } from '../api/types';
import type { DeviceKindWord, HealthWord } from '../api/types';
import { badness } from './counts';
import type { Labels } from './deviceLabels';
import type { Overview } from './overview';
import { foldText } from './search';

export interface DeviceFilter {
  kind: DeviceKindWord | null;
  health: HealthWord | null;
  /** Any trouble: degraded, faulty, offline. */
  trouble: boolean;
  text: string;
  vendor?: string | null;
  tag?: string | null;
}

export type DeviceSort = 'health' | 'name' | 'id' | 'kind' | 'unit' | 'reasons' | 'vendor' | 'lastSeen';

export const deviceSorts: readonly DeviceSort[] = ['health', 'name', 'id', 'kind', 'unit', 'reasons', 'vendor', 'lastSeen'];

export function kindOf(overview: Overview, row: number): DeviceKindWord {
  return kindWords[(overview.kind[row] ?? 1) - 1] ?? 'loudspeaker';
}

export function healthOf(overview: Overview, row: number): HealthWord {
  return healthWords[overview.health[row] ?? 0] ?? 'unknown';
}

/** @param labels null while they are not loaded: a filter by them then shows nothing rather than too much. */
export function filterRows(overview: Overview, filter: DeviceFilter, labels: Labels | null = null): number[] {
  const kind = filter.kind ? kindWords.indexOf(filter.kind) + 1 : 0;
  const health = filter.health ? healthWords.indexOf(filter.health) : -1;
  const wanted = foldText(filter.text);
  const { vendor, tag } = filter;
  const rows: number[] = [];
  for (let row = 0; row < overview.count; row++) {
    if (kind !== 0 && overview.kind[row] !== kind) continue;
    if (health !== -1 && overview.health[row] !== health) continue;
    if (filter.trouble && (overview.health[row] ?? 0) < 2) continue;
    if (vendor && labels?.vendorOf(overview.handle[row] ?? 0) !== vendor) continue;
    if (tag && !labels?.tagsOf(overview.handle[row] ?? 0).includes(tag)) continue;
    if (wanted !== '' && !matches(overview, row, wanted)) continue;
    rows.push(row);
  }
  return rows;
}

function matches(overview: Overview, row: number, wanted: string): boolean {
  return (overview.id[row] ?? '').toLowerCase().includes(wanted) || foldText(overview.name[row] ?? '').includes(wanted);
}

const collator = new Intl.Collator('vi', { numeric: true });

/** Names are compared in Vietnamese order once per snapshot; every sort after that compares these numbers. */
const nameRanks = new WeakMap<Overview, Int32Array>();

function ranksOf(overview: Overview): Int32Array {
  let ranks = nameRanks.get(overview);
  if (!ranks) {
    const made = new Int32Array(overview.count);
    Array.from(overview.name, (name, row) => ({ name, row })).sort((a, b) => collator.compare(a.name, b.name) || a.row - b.row)
      .forEach(({ row }, rank) => { made[row] = rank; });
    nameRanks.set(overview, (ranks = made));
  }
  return ranks;
}

function rankWords(words: Iterable<string>): Map<string, number> {
  return new Map([...new Set(words)].sort(collator.compare).map((word, rank) => [word, rank]));
}

interface SortNames {
  unit: (code: string) => string;
  labels?: Labels | null;
}

/** The natural direction first: the worst, A before Z, the latest; `reversed` turns it. Names break every tie. */
export function sortRows(overview: Overview, rows: number[], by: DeviceSort, names: SortNames, reversed = false): number[] {
  const ranks = ranksOf(overview);
  const key = sortKey(overview, by, names, ranks);
  const turn = reversed ? -1 : 1;
  return rows.sort((a, b) => turn * (key(a) - key(b)) || (ranks[a] ?? 0) - (ranks[b] ?? 0));
}

function sortKey(overview: Overview, by: DeviceSort, names: SortNames, ranks: Int32Array): (row: number) => number {
  const { labels } = names;
  switch (by) {
    case 'name': return (row) => ranks[row] ?? 0;
    case 'id': return ranked(rankWords(overview.id), (row) => overview.id[row] ?? '');
    case 'kind': return (row) => overview.kind[row] ?? 0;
    case 'lastSeen': return (row) => -(overview.lastSeen[row] ?? 0);
    case 'health': return (row) => -badness(overview.health[row] ?? 0);
    case 'unit': {
      const nameOf = new Map([...new Set(overview.unit)].map((code) => [code, names.unit(code)]));
      return ranked(rankWords(nameOf.values()), (row) => nameOf.get(overview.unit[row] ?? '') ?? '');
    }
    // Rows without a reason or a vendor come last in the natural direction.
    case 'reasons': return ranked(rankWords(overview.conditions.map((one) => one.join())), (row) => overview.conditions[row]?.join() ?? '', overview.count);
    case 'vendor': return ranked(rankWords(labels?.vendors ?? []), (row) => labels?.vendorOf(overview.handle[row] ?? 0) ?? '', overview.count);
  }
}

function ranked(ranks: ReadonlyMap<string, number>, wordOf: (row: number) => string, none = 0): (row: number) => number {
  return (row) => { const word = wordOf(row); return word === '' ? none : ranks.get(word) ?? none; };
}

/** How many rows differ in health from when the order was made: the table keeps its order and says how old it is. */
export function changedSince(overview: Overview, before: Uint8Array): number {
  let changed = 0;
  for (let row = 0; row < overview.count; row++) if (overview.health[row] !== before[row]) changed++;
  return changed;
}

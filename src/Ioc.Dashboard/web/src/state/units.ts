// Administrative units as a tree by parent; levels are data, so nothing here counts on their names.
import type { Unit } from '../api/types';
import { foldText } from './search';

export interface UnitTree {
  readonly byCode: ReadonlyMap<string, Unit>;
  readonly children: ReadonlyMap<string, readonly Unit[]>;
  readonly all: readonly Unit[];
}

export const noUnits: UnitTree = { byCode: new Map(), children: new Map(), all: [] };

const collator = new Intl.Collator('vi');

export function unitTree(units: readonly Unit[]): UnitTree {
  const byCode = new Map(units.map((unit) => [unit.code, unit]));
  const children = new Map<string, Unit[]>();
  for (const unit of units) {
    if (!unit.parentCode) continue;
    const siblings = children.get(unit.parentCode);
    if (siblings) siblings.push(unit);
    else children.set(unit.parentCode, [unit]);
  }
  for (const siblings of children.values()) siblings.sort((a, b) => collator.compare(a.name, b.name));
  return { byCode, children, all: [...byCode.values()] };
}

/** The unit and all below it. */
export function unitsBelow(tree: UnitTree, code: string): Set<string> {
  const found = new Set<string>([code]);
  // A Set visits what is added while it is walked, and adds nothing twice: a cycle in the data ends the walk.
  for (const parent of found) for (const child of tree.children.get(parent) ?? []) found.add(child.code);
  return found;
}

/** From the top down: province, commune. */
export function unitPath(tree: UnitTree, code: string): Unit[] {
  const path: Unit[] = [];
  const seen = new Set<string>();
  for (let at = tree.byCode.get(code); at && !seen.has(at.code); at = at.parentCode ? tree.byCode.get(at.parentCode) : undefined) {
    seen.add(at.code);
    path.unshift(at);
  }
  return path;
}

export function unitName(tree: UnitTree, code: string): string {
  return tree.byCode.get(code)?.fullName ?? code;
}

/** Where all of them lie in one province, the whole is called by its name. */
export function provinceName(units: readonly Unit[]): string | null {
  const tops = units.filter((unit) => !unit.parentCode);
  return tops.length === 1 ? tops[0]?.fullName ?? null : null;
}

/** The units that hold the devices at hand: their own, and the province above them. */
export function unitsInUse(tree: UnitTree, codes: Iterable<string>): Unit[] {
  const used = new Set<string>();
  for (const code of codes) for (const unit of unitPath(tree, code)) used.add(unit.code);
  return tree.all.filter((unit) => used.has(unit.code)).sort((a, b) =>
    a.code.length - b.code.length || collator.compare(a.name, b.name));
}

export function findUnits(units: readonly Unit[], query: string, limit: number): Unit[] {
  const wanted = foldText(query);
  if (wanted === '') return [];
  const found: Unit[] = [];
  for (const unit of units) {
    if (unit.code === query || foldText(unit.fullName).includes(wanted)) found.push(unit);
    if (found.length === limit) break;
  }
  return found;
}

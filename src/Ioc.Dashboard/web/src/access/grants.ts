// Roles with their places, and what they come to in words.
import type { Can, Grant } from './api';

export type Place = 'centre' | 'unit' | 'group';

/** A grant while it is edited: the fields of the other places are kept, so that switching back and forth loses nothing. */
export interface Draft { key: number; role: string; place: Place; unitCode: string; group: string }

export function draftOf(grant: Grant, key: number): Draft {
  return { key, role: grant.role, place: grant.unitCode ? 'unit' : grant.group ? 'group' : 'centre', unitCode: grant.unitCode ?? '', group: grant.group ?? '' };
}

/** Null while something is missing. */
export function grantOf(draft: Draft): Grant | null {
  if (draft.place === 'centre') return { role: draft.role };
  if (draft.place === 'unit') return draft.unitCode === '' ? null : { role: draft.role, unitCode: draft.unitCode };
  return draft.group.trim() === '' ? null : { role: draft.role, group: draft.group.trim() };
}

/** All of them, or null while one is unfinished or there are none. */
export function grantsOf(drafts: readonly Draft[]): Grant[] | null {
  const grants = drafts.map(grantOf);
  return grants.length > 0 && grants.every((grant) => grant !== null) ? grants : null;
}

/** The same places together: a person's rights are read place by place. */
export function byPlace(can: readonly Can[]): { places: string; can: Can[] }[] {
  const found = new Map<string, Can[]>();
  for (const one of can) {
    const key = one.everywhere ? '*' : JSON.stringify([one.units, one.groups]);
    found.set(key, [...found.get(key) ?? [], one]);
  }
  return [...found].map(([places, list]) => ({ places, can: list }));
}

// What a row of the audit changed, field by field: only what differs, nested members under their path.
import type { Json } from './api';

export interface Change {
  field: string;
  before: string | null;
  after: string | null;
}

/** Deeper than any of our documents; a tampered row must not hang the browser. */
const depthMax = 8;

function flatten(value: Json | undefined, path: string, into: Map<string, string>, depth: number): void {
  if (value === null || value === undefined) return;
  if (typeof value === 'object' && depth < depthMax) {
    const entries: [string, Json][] = Array.isArray(value)
      ? (value as readonly Json[]).map((one, i) => [`${i + 1}`, one])
      : Object.entries(value as Readonly<Record<string, Json>>);
    if (Array.isArray(value) && entries.every(([, one]) => typeof one !== 'object' || one === null)) into.set(path, entries.map(([, one]) => String(one)).join(', '));
    else for (const [key, below] of entries) flatten(below, path === '' ? key : `${path}.${key}`, into, depth + 1);
    return;
  }
  into.set(path, typeof value === 'object' ? JSON.stringify(value) : String(value));
}

export function changesOf(before: Json, after: Json): Change[] {
  const was = new Map<string, string>();
  const is = new Map<string, string>();
  flatten(before, '', was, 0);
  flatten(after, '', is, 0);
  const fields = [...new Set([...was.keys(), ...is.keys()])];
  return fields.filter((field) => was.get(field) !== is.get(field)).map((field) => ({ field, before: was.get(field) ?? null, after: is.get(field) ?? null }));
}

/** Midnight in the province (UTC+7, no summer time) of a day as a date field gives it; null: no day. */
export function dayStart(day: string | null, daysLater = 0): number | null {
  if (!day || !/^\d{4}-\d\d-\d\d$/.test(day)) return null;
  const at = Date.parse(`${day}T00:00:00+07:00`);
  return Number.isNaN(at) ? null : at + daysLater * 86_400_000;
}

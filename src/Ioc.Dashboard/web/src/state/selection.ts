// Which rows of a long table are chosen, and where the keyboard stands. Rows are named by id, because their order changes. Pure.

export interface Selection {
  readonly chosen: ReadonlySet<string>;
  /** Where the keyboard stands; null before anybody went in. */
  readonly cursor: string | null;
  /** Where a range began. */
  readonly anchor: string | null;
}

export const noSelection: Selection = { chosen: new Set(), cursor: null, anchor: null };

/** Moves the cursor by so many rows, and chooses what lies between anchor and cursor where `extend` (Shift). */
export function move(selection: Selection, order: readonly string[], by: number, extend: boolean): Selection {
  if (order.length === 0) return selection;
  const from = selection.cursor === null ? -1 : order.indexOf(selection.cursor);
  const to = Math.min(order.length - 1, Math.max(0, from < 0 ? (by > 0 ? 0 : order.length - 1) : from + by));
  const cursor = order[to] ?? null;
  return extend ? through(selection, order, cursor) : { ...selection, cursor, anchor: cursor };
}

/** One row in or out: a click on its box, or Space. */
export function toggle(selection: Selection, id: string): Selection {
  const chosen = new Set(selection.chosen);
  if (!chosen.delete(id)) chosen.add(id);
  return { chosen, cursor: id, anchor: id };
}

/** From the anchor to this row: Shift with a click or an arrow. */
export function through(selection: Selection, order: readonly string[], id: string | null): Selection {
  if (id === null) return selection;
  const anchor = selection.anchor ?? selection.cursor ?? id;
  const a = order.indexOf(anchor);
  const b = order.indexOf(id);
  if (a < 0 || b < 0) return toggle(selection, id);
  const chosen = new Set(selection.chosen);
  for (const one of order.slice(Math.min(a, b), Math.max(a, b) + 1)) chosen.add(one);
  return { chosen, cursor: id, anchor };
}

export function chooseAll(selection: Selection, order: readonly string[]): Selection {
  return { ...selection, chosen: new Set(order) };
}

/** All chosen become none; the cursor stays. */
export function clear(selection: Selection): Selection {
  return { ...selection, chosen: new Set() };
}

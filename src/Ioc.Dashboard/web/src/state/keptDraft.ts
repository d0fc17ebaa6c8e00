// A broadcast being written, kept under its writer's name. Its id is kept with it, so that a repeated press sends nothing twice.
import { newBroadcastId } from './broadcasts';
import { defaultsByLevel } from './draft';
import type { Draft } from './draft';
import { loadKept, saveKept } from './kept';
import type { Store } from './kept';

export interface KeptDraft {
  id: string;
  draft: Draft;
  savedAt: number;
  /** It was sent once and no answer came: the centre may have it. */
  attempted: boolean;
}

const keyOf = (userName: string) => `ioc.draft.${userName}`;

export const emptyDraft: Draft = { level: 'routine', title: '', text: '', exercise: false, units: [], devices: [], ...defaultsByLevel.routine };

export function isBlank(draft: Draft): boolean {
  return draft.title.trim() === '' && draft.text.trim() === '';
}

export function loadDraft(store: Store, userName: string, now: number): KeptDraft | null {
  const read = loadKept(store, keyOf(userName), now, isKept);
  return read && !isBlank(read.draft) ? { ...read, draft: { ...emptyDraft, ...read.draft } } : null;
}

/** Answers false where the browser has no room for it: then the page says so. */
export function saveDraft(store: Store, userName: string, kept: KeptDraft): boolean {
  return saveKept(store, keyOf(userName), isBlank(kept.draft) ? null : kept);
}

export function dropDraft(store: Store, userName: string): void {
  store.removeItem(keyOf(userName));
}

/** The kept draft with the targets of the address added, or a new one. */
export function beginDraft(kept: KeptDraft | null, units: readonly string[], devices: readonly string[], now: number): KeptDraft {
  const start = kept ?? { id: newBroadcastId(), draft: emptyDraft, savedAt: now, attempted: false };
  return { ...start, draft: { ...start.draft, units: [...new Set([...start.draft.units, ...units])], devices: [...new Set([...start.draft.devices, ...devices])] } };
}

function isKept(value: unknown): value is KeptDraft {
  if (typeof value !== 'object' || value === null) return false;
  const { id, draft, savedAt } = value as Partial<Record<keyof KeptDraft, unknown>>;
  if (typeof id !== 'string' || typeof savedAt !== 'number' || typeof draft !== 'object' || draft === null) return false;
  const { title, text, units, devices } = draft as Partial<Record<keyof Draft, unknown>>;
  return typeof title === 'string' && typeof text === 'string' && Array.isArray(units) && Array.isArray(devices);
}

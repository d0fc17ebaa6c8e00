// What somebody was writing, kept in this browser until it is sent or thrown away: a phone that loses the network, a reloaded page, a
// session that ended cost no word. The broadcast's id is kept with it, so that a repeated press sends nothing twice. Pure but for the store.
import { newBroadcastId } from './broadcasts';
import { defaultsByLevel } from './draft';
import type { Draft } from './draft';

export interface KeptDraft {
  id: string;
  draft: Draft;
  savedAt: number;
  /** It was sent once and no answer came: the centre may have it. */
  attempted: boolean;
}

type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

const keyOf = (userName: string) => `ioc.draft.${userName}`;

export const emptyDraft: Draft = { level: 'routine', title: '', text: '', exercise: false, units: [], devices: [], ...defaultsByLevel.routine };

/** Older than this it is no longer what anybody is writing. */
const keptMs = 7 * 86_400_000;

export function isBlank(draft: Draft): boolean {
  return draft.title.trim() === '' && draft.text.trim() === '';
}

export function loadDraft(store: Store, userName: string, now: number): KeptDraft | null {
  try {
    const read: unknown = JSON.parse(store.getItem(keyOf(userName)) ?? 'null');
    if (!isKept(read) || now - read.savedAt > keptMs || isBlank(read.draft)) return null;
    return { ...read, draft: { ...emptyDraft, ...read.draft } };
  } catch {
    // Another version's, or cut short: nothing to restore.
    return null;
  }
}

/** Answers false where the browser has no room for it: then the page says so. */
export function saveDraft(store: Store, userName: string, kept: KeptDraft): boolean {
  try {
    if (isBlank(kept.draft)) store.removeItem(keyOf(userName));
    else store.setItem(keyOf(userName), JSON.stringify(kept));
    return true;
  } catch {
    return false;
  }
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

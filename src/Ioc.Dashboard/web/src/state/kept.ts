// What somebody was writing, kept in this browser until it is sent or thrown away: a phone that loses the network, a reloaded page, a
// session that ended cost no word. Pure but for the store.

export type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** Older than this it is no longer what anybody is writing. */
const keptMs = 7 * 86_400_000;

export function loadKept<T extends { savedAt: number }>(store: Store, key: string, now: number, isKept: (value: unknown) => value is T): T | null {
  try {
    const read: unknown = JSON.parse(store.getItem(key) ?? 'null');
    return isKept(read) && now - read.savedAt <= keptMs ? read : null;
  } catch {
    // Another version's, or cut short: nothing to restore.
    return null;
  }
}

/** Null: nothing is written. Answers false where the browser has no room for it: then the page says so. */
export function saveKept(store: Store, key: string, value: { savedAt: number } | null): boolean {
  try {
    if (value === null) store.removeItem(key);
    else store.setItem(key, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}

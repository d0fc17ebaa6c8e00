// Everything has an address: the scope (`unit`) goes along on every link, the selection (`sel`) stays where it was made.
import { useCallback } from 'react';
import { useSearchParams } from 'react-router';

export type Selection = { type: 'device' | 'unit' | 'alert'; id: string };

const letters = { d: 'device', u: 'unit', a: 'alert' } as const;

export function readSelection(text: string | null): Selection | null {
  if (!text || text.length < 3 || text[1] !== ':') return null;
  const type = letters[text[0] as keyof typeof letters];
  return type ? { type, id: text.slice(2) } : null;
}

export function writeSelection(selection: Selection | null): string | null {
  return selection ? `${selection.type[0] ?? ''}:${selection.id}` : null;
}

/** A link that keeps the scope. */
export function pathInScope(path: string, unit: string | null, query: Record<string, string> = {}): string {
  const params = new URLSearchParams(query);
  if (unit) params.set('unit', unit);
  const text = params.toString();
  return text === '' ? path : `${path}?${text}`;
}

export function useAddress() {
  const [params, setParams] = useSearchParams();
  const set = useCallback((changes: Record<string, string | null>, replace = false) => {
    setParams((old) => {
      const next = new URLSearchParams(old);
      for (const [name, value] of Object.entries(changes)) {
        if (value === null || value === '') next.delete(name);
        else next.set(name, value);
      }
      return next;
    }, { replace });
  }, [setParams]);
  const unit = params.get('unit');
  return { params, set, unit, link: (path: string, query?: Record<string, string>) => pathInScope(path, unit, query) };
}

// One request with its three ends: still loading, an answer, a problem. A new key or a retry drops the answer of the old one.
import { useCallback, useEffect, useRef, useState } from 'react';

export interface Load<T> {
  data: T | undefined;
  error: unknown;
  /** The last answer's problem, also while it is asked again; undefined where the last answer came. */
  failure: unknown;
  loading: boolean;
  reload: () => void;
}

/** @param key what the request depends on; null: do not ask. Data of the same key stays while it is asked again. */
export function useLoad<T>(key: string | null, ask: (signal: AbortSignal) => Promise<T>): Load<T> {
  const [turn, setTurn] = useState(0);
  const [result, setResult] = useState<{ key: string | null; data?: T; error?: unknown; turn: number }>({ key: null, turn: -1 });
  const latest = useRef(ask);
  useEffect(() => { latest.current = ask; });

  useEffect(() => {
    if (key === null) return undefined;
    const abort = new AbortController();
    latest.current(abort.signal).then(
      (data) => { if (!abort.signal.aborted) setResult({ key, data, turn }); },
      (error: unknown) => { if (!abort.signal.aborted) setResult((old) => ({ key, data: old.key === key ? old.data : undefined, error, turn })); },
    );
    return () => abort.abort();
  }, [key, turn]);

  const reload = useCallback(() => setTurn((old) => old + 1), []);
  const current = result.key === key;
  return {
    data: current ? result.data : undefined,
    error: current && result.turn === turn ? result.error : undefined,
    failure: current ? result.error : undefined,
    loading: key !== null && (!current || result.turn !== turn),
    reload,
  };
}

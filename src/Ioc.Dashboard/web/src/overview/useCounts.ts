import { useEffect } from 'react';
import { api } from '../api/client';
import type { CountsPoint } from '../api/types';
import { useLoad } from '../ui/useLoad';

/** The server counts once a minute. */
const everyMs = 60_000;

const none: readonly CountsPoint[] = [];

/** The last hour's counts of a scope; empty until they are there, and after a refusal: a trend is no reason to disturb anybody. */
export function useCounts(unit: string | null): readonly CountsPoint[] {
  const { data, reload } = useLoad(`counts|${unit ?? ''}`, (signal) => api.counts(unit, signal));
  useEffect(() => {
    const timer = setInterval(() => { if (document.visibilityState === 'visible') reload(); }, everyMs);
    return () => clearInterval(timer);
  }, [reload]);
  return data?.points ?? none;
}

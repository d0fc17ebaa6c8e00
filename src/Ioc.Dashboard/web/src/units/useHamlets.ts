import { useMemo } from 'react';
import { api } from '../api/client';
import type { Unit } from '../api/types';
import { useLoad } from '../ui/useLoad';
import type { Load } from '../ui/useLoad';

/** Hamlets are many and seldom asked for, so they are loaded by commune. */
export function useHamlets(commune: string | null): Load<Unit[]> {
  return useLoad(commune ? `hamlets|${commune}` : null, (signal) => api.hamlets(commune ?? '', signal));
}

/** Names by code; a hamlet not loaded (yet) is called by its code. */
export function useHamletName(commune: string | null): (code: string) => string {
  const { data } = useHamlets(commune);
  return useMemo(() => {
    const names = new Map((data ?? []).map((unit) => [unit.code, unit.fullName || unit.name]));
    return (code: string) => names.get(code) ?? code;
  }, [data]);
}

import { useEffect, useMemo, useState } from 'react';
import { api } from '../api/client';
import type { Unit } from '../api/types';
import { useOpenAlerts } from '../live/hooks';
import { alertAreas } from '../state/alertAreas';
import type { AlertArea } from '../state/alertAreas';

/** In a flood the hatching says it; the places of more hamlets than these communes have would be dots on dots. */
const communesMax = 20;

export interface AlertAreas {
  areas: ReadonlyMap<string, AlertArea>;
  /** Those named by alerts, with their places, as far as they are loaded. */
  hamlets: readonly Unit[];
}

export function useAlertAreas(): AlertAreas {
  const { value: alerts, tick } = useOpenAlerts();
  // eslint-disable-next-line react-hooks/exhaustive-deps -- the alerts change in place; their tick says when
  const found = useMemo(() => alertAreas(alerts.values()), [alerts, tick]);
  // The map is told of another picture, not of every alert that leaves it the same.
  const key = JSON.stringify([...found].map(([code, { severity, hamlets }]) => [code, severity, hamlets]));
  const [kept, setKept] = useState({ key: '[]', areas: new Map<string, AlertArea>() as ReadonlyMap<string, AlertArea> });
  if (kept.key !== key) setKept({ key, areas: found });

  const [hamletsOf, setHamletsOf] = useState<ReadonlyMap<string, readonly Unit[]>>(new Map());
  useEffect(() => {
    const abort = new AbortController();
    const missing = [...kept.areas].filter(([code, area]) => area.hamlets.length > 0 && !hamletsOf.has(code)).map(([code]) => code).slice(0, communesMax);
    if (missing.length === 0) return undefined;
    Promise.all(missing.map(async (code) => [code, await api.hamlets(code, abort.signal)] as const)).then(
      (loaded) => { if (!abort.signal.aborted) setHamletsOf((old) => new Map([...old, ...loaded])); },
      // Without their places the alert's own text still names them.
      () => undefined,
    );
    return () => abort.abort();
  }, [kept, hamletsOf]);

  const hamlets = useMemo(() => [...kept.areas].flatMap(([code, area]) => (hamletsOf.get(code) ?? []).filter((unit) => area.hamlets.includes(unit.code))), [kept, hamletsOf]);
  return { areas: kept.areas, hamlets };
}

import { useMemo } from 'react';
import { useOpenAlerts, useOverview } from '../live/hooks';
import { rankUnits } from '../state/ranking';
import type { UnitRow } from '../state/ranking';

/** The scope's communes as they are now; null before the first snapshot. */
export function useUnitRows(): UnitRow[] | null {
  const { value: overview, tick } = useOverview();
  const { value: alerts, tick: alertsTick } = useOpenAlerts();
  // eslint-disable-next-line react-hooks/exhaustive-deps -- both change in place; their ticks say when
  return useMemo(() => (overview ? rankUnits(overview, alerts.values()) : null), [overview, alerts, tick, alertsTick]);
}

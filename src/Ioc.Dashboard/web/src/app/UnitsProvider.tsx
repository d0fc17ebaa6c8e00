import { useMemo } from 'react';
import type { ReactNode } from 'react';
import { api } from '../api/client';
import { useStanding } from '../live/useStanding';
import { unitTree } from '../state/units';
import { UnitsContext, UnitsMissingContext } from './units';

export function UnitsProvider({ children }: { children: ReactNode }) {
  const { data, failure, reload } = useStanding('units', api.units);
  const tree = useMemo(() => unitTree(data ?? []), [data]);
  const missing = useMemo(() => (data === undefined && failure !== undefined ? { reload } : null), [data, failure, reload]);
  return <UnitsContext value={tree}><UnitsMissingContext value={missing}>{children}</UnitsMissingContext></UnitsContext>;
}

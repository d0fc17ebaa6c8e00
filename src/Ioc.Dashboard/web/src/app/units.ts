import { createContext, useContext } from 'react';
import { noUnits } from '../state/units';
import type { UnitTree } from '../state/units';

export const UnitsContext = createContext<UnitTree>(noUnits);

/** There is no tree yet, and it is asked for again. */
export const UnitsMissingContext = createContext<{ reload: () => void } | null>(null);

export function useUnits(): UnitTree {
  return useContext(UnitsContext);
}

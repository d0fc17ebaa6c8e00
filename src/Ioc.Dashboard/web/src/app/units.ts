import { createContext, useContext } from 'react';
import { noUnits } from '../state/units';
import type { UnitTree } from '../state/units';

export const UnitsContext = createContext<UnitTree>(noUnits);

export function useUnits(): UnitTree {
  return useContext(UnitsContext);
}

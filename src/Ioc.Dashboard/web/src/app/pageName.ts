// A page about one thing tells the frame its name; the frame forgets it with the address it belongs to.
import { createContext, useContext, useEffect } from 'react';
import { useLocation } from 'react-router';

export interface PageName {
  path: string;
  name: string;
}

export const PageNameContext = createContext<(name: PageName) => void>(() => undefined);

export function usePageName(name: string | null | undefined): void {
  const tell = useContext(PageNameContext);
  const { pathname } = useLocation();
  useEffect(() => tell({ path: pathname, name: name ?? '' }), [tell, pathname, name]);
}

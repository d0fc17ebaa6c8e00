import { createContext, useContext } from 'react';
import type { Session } from '../api/types';

export interface SessionState {
  session: Session;
  signOut: () => void;
}

export const SessionContext = createContext<SessionState | null>(null);

export function useSession(): SessionState {
  const state = useContext(SessionContext);
  if (!state) throw new Error('BUG: useSession outside the signed-in app');
  return state;
}

export function mayOperate(session: Session): boolean {
  return session.role === 'operator' || session.role === 'administrator';
}

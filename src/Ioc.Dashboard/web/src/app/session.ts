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

/** Somewhere: what lies outside of the person's units is not shown, or refused with the reason. */
export function may(session: Session, permission: string): boolean {
  return session.permissions.includes(permission);
}

/** Sends and stops broadcasts. */
export function mayOperate(session: Session): boolean {
  return may(session, 'sendBroadcasts');
}

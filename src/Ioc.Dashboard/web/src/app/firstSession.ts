// Asked before anything is drawn, and before most of the app's code has run: who this is decides what is drawn first.
import { api } from '../api/client';
import type { Session } from '../api/types';

let first: Promise<Session> | null = api.session();
// Whoever takes it hears of the failure; before that it is nobody's.
first.catch(() => undefined);

/** The answer to the question asked at the start, once; afterwards asked anew. */
export function askSession(): Promise<Session> {
  const asked = first ?? api.session();
  first = null;
  return asked;
}

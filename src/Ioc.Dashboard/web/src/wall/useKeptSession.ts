import { useEffect } from 'react';
import { api } from '../api/client';

/** A session lives twelve hours from its last request, and the live connection is none: a wall that nobody touches would sign itself out. */
const everyMs = 10 * 60 * 1000;

export function useKeptSession(): void {
  useEffect(() => {
    const timer = setInterval(() => { api.session().catch(() => undefined); }, everyMs);
    return () => clearInterval(timer);
  }, []);
}

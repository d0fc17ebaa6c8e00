import { useRef, useState } from 'react';
import { useLocation } from 'react-router';
import { useSession } from '../app/session';
import { beginClaim, noClaim, saveClaim } from './keptClaim';
import type { KeptClaim } from './keptClaim';

interface Claiming {
  kept: KeptClaim;
  /** Upon what is written now: a place comes seconds after it was asked for. */
  keep: (change: (now: KeptClaim) => KeptClaim) => void;
  discard: () => void;
  /** False: this browser keeps nothing, and the page says so. */
  isKept: boolean;
}

export function useKeptClaim(): Claiming {
  const { session } = useSession();
  const { hash } = useLocation();
  const user = session.userName;
  const [kept, setKept] = useState(() => beginClaim(localStorage, user, hash, Date.now()));
  const [isKept, setIsKept] = useState(true);
  const latest = useRef(kept);
  const keep = (change: (now: KeptClaim) => KeptClaim) => {
    latest.current = { ...change(latest.current), savedAt: Date.now() };
    setKept(latest.current);
    setIsKept(saveClaim(localStorage, user, latest.current));
  };
  return { kept, keep, discard: () => keep(() => noClaim), isKept };
}

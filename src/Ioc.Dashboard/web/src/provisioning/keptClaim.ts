// How far somebody came with a label and its device, kept under their name until the device is on the map and another one is begun.
import { loadKept, saveKept } from '../state/kept';
import type { Store } from '../state/kept';
import type { Claim } from './api';
import { readCode, showCode } from './claimCode';
import { emptyDraft } from './deviceDraft';
import type { DeviceDraft } from './deviceDraft';

export interface KeptClaim {
  /** The code as typed. */
  text: string;
  /** What the centre says it is for; null: not asked yet. */
  claim: Claim | null;
  draft: DeviceDraft | null;
  savedAt: number;
}

const keyOf = (userName: string) => `ioc.claim.${userName}`;

export const noClaim: KeptClaim = { text: '', claim: null, draft: null, savedAt: 0 };

/** @param address the page's, whose fragment is a code where a label was scanned: another label than the kept one begins anew. */
export function beginClaim(store: Store, userName: string, address: string, now: number): KeptClaim {
  const kept = loadKept(store, keyOf(userName), now, isKept) ?? noClaim;
  const scanned = readCode(address);
  return scanned === null || scanned === readCode(kept.text) ? kept : { ...noClaim, text: showCode(scanned) };
}

export function saveClaim(store: Store, userName: string, kept: KeptClaim): boolean {
  return saveKept(store, keyOf(userName), kept.text.trim() === '' ? null : kept);
}

/** The centre knows the code: what was written for the same device stays. */
export function foundClaim(kept: KeptClaim, claim: Claim, code: string): KeptClaim {
  const draft = kept.draft?.id === claim.deviceId ? kept.draft : emptyDraft(claim.deviceId, claim.kind, claim.unitCode);
  return { ...kept, text: showCode(code), claim, draft };
}

function isKept(value: unknown): value is KeptClaim {
  if (typeof value !== 'object' || value === null) return false;
  const { text, claim, draft, savedAt } = value as Partial<Record<keyof KeptClaim, unknown>>;
  if (typeof text !== 'string' || typeof savedAt !== 'number') return false;
  if (claim === null) return draft === null;
  // A form of another version lacks what this one reads.
  return has(claim, 'deviceId', 'kind', 'state') && has(draft, ...Object.keys(emptyDraft('', 'loudspeaker', null)));
}

const has = (value: unknown, ...names: string[]) => typeof value === 'object' && value !== null && names.every((name) => name in value);

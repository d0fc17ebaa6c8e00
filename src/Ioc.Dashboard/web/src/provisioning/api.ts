import { call, everyPage, queryString } from '../api/client';
import type { Query } from '../api/client';
import type { DeviceKindWord, Page } from '../api/types';

export interface DeviceAccess {
  deviceId: string;
  name: string;
  kind: DeviceKindWord;
  unitCode: string;
  credential: 'none' | 'set' | 'rotating' | 'revoked';
  changedAt: string | null;
  formerUntil: string | null;
  certificates: string[];
}

export interface Stranger {
  clientId: string;
  userName: string | null;
  address: string | null;
  topic: string | null;
  sample: string | null;
  count: number;
  firstAt: string;
  lastAt: string;
  passwordKept: boolean;
}

export interface Blocked { clientId: string; why: string | null; at: string }
export interface Credential { deviceId: string; credential: string }

export interface Claim {
  id: string;
  deviceId: string;
  kind: DeviceKindWord;
  unitCode: string | null;
  state: 'open' | 'used' | 'expired' | 'revoked';
  createdAt: string;
  expiresAt: string;
  usedAt: string | null;
}

export interface NewClaim { claim: Claim; code: string; credential: string }

/** A device as files and the API write it. */
export interface DeviceDocument {
  id: string;
  kind: DeviceKindWord;
  name: string;
  unitCode: string;
  hamletCode?: string;
  latitude: number;
  longitude: number;
  serial?: string;
  loudspeaker?: { horns: number; powerWatts: number; audibleRadiusMetres: number; groups: string[] };
  hotspot?: { accessPoints: number; placeType: string; backhaul: string };
  site?: { operator: string; cells: { id: string; technology: string; band: string; azimuthDegrees: number; heightMetres: number; tiltDegrees: number; eirpDbm: number }[] };
}

const one = encodeURIComponent;

/** The reason goes into the audit with the write it explains. */
const because = (reason: string): Record<string, string> => (reason.trim() === '' ? {} : { 'X-Ioc-Reason': one(reason.trim()) });

export const provisioningApi = {
  access: (query: Query, signal?: AbortSignal) => call<Page<DeviceAccess>>('GET', `/devices/access${queryString(query)}`, undefined, signal),
  rotate: (deviceIds: readonly string[], graceHours: number) => call<{ items: Credential[] }>('POST', '/devices/credentials', { deviceIds, graceHours }),
  revoke: (id: string, reason: string) => call<undefined>('DELETE', `/devices/${one(id)}/credential`, undefined, undefined, because(reason)),
  mapCertificate: (id: string, identity: string) => call<undefined>('PUT', `/devices/${one(id)}/certificates`, { identity }),
  unmapCertificate: (id: string, identity: string) => call<undefined>('DELETE', `/devices/${one(id)}/certificates${queryString({ identity })}`),

  strangers: (signal?: AbortSignal) => everyPage<Stranger>('/strangers', {}, signal),
  blocked: (signal?: AbortSignal) => everyPage<Blocked>('/strangers/blocked', {}, signal),
  adopt: (device: DeviceDocument, keepsPassword: boolean) => call<{ deviceId: string; credential: string | null }>('POST', '/strangers/adopt', { device, keepsPassword }),
  block: (clientId: string) => call<undefined>('POST', '/strangers/block', { clientId }),
  unblock: (clientId: string) => call<undefined>('POST', '/strangers/unblock', { clientId }),

  claims: (signal?: AbortSignal) => everyPage<Claim>('/claims', {}, signal),
  makeClaims: (claims: readonly { kind: DeviceKindWord; deviceId: string | null; unitCode: string | null }[], days: number) => call<{ items: NewClaim[] }>('POST', '/claims', { claims, days }),
  revokeClaim: (id: string) => call<undefined>('DELETE', `/claims/${one(id)}`),
  findClaim: (code: string, signal?: AbortSignal) => call<Claim>('POST', '/claims/find', { code }, signal),
  useClaim: (code: string, device: DeviceDocument) => call<Claim>('POST', '/claims/use', { code, device }),
};

import { call, everyPage, queryString } from '../api/client';
import type { Query } from '../api/client';
import type { DeviceKindWord, Page } from '../api/types';
import type { BlockedClient, Claim, Credential, DeviceAccess, DeviceDocument, NewClaim, Stranger } from '../api/wire';

export type { Claim, Credential, DeviceAccess, DeviceDocument, NewClaim, Stranger } from '../api/wire';
export type Blocked = BlockedClient;

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

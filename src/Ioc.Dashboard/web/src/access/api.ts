// The calls of signing in, one's own account and other people's (docs/api.md).
import { call } from '../api/client';
import type { Page, Session } from '../api/types';
import { proven } from './proven';

export interface Grant { role: string; unitCode?: string | null; group?: string | null }

export interface Challenge { ticket: string; factors: string[] }

export interface OpenSession {
  id: string; openedAt: string; usedAt: string; address: string | null; agent: string | null; secondFactor: boolean; withToken: boolean; current: boolean;
}

export interface Token {
  id: string; label: string; permissions: string[] | null; createdAt: string; expiresAt: string | null; lastUsedAt: string | null; lastUsedFrom: string | null;
}

export interface Can { permission: string; everywhere: boolean; units: string[]; groups: string[] }

export interface User {
  userName: string; fullName: string; role: string | null; grants: Grant[]; system: boolean; disabled: boolean; mustChangePassword: boolean; secondFactor: boolean;
  secondFactorNeeded: boolean; createdAt: string; lastSignInAt: string | null; lastSignInFrom: string | null;
}

export interface UserDetail { user: User; can: Can[]; sessions: OpenSession[]; tokens: Token[] }

export interface OwnAccount { account: UserDetail; session: Session; totp: boolean; recoveryCodesLeft: number; passkeys: number }

export interface Invitation { id: string; userName: string; fullName: string; grants: Grant[]; invitedBy: string; expiresAt: string }

export interface Passkey { id: string; label: string; createdAt: string; usedAt: string | null }

/** What to ask navigator.credentials, and the ticket to bring its answer with. */
export interface Question { ticket: string; options: object }

export interface Role { role: string; permissions: string[]; secondFactorNeeded: boolean }

const one = encodeURIComponent;
const user = (name: string) => `/users/${one(name)}`;

export const isChallenge = (answer: Session | Challenge): answer is Challenge => 'ticket' in answer;

export const accessApi = {
  signIn: (credentials: { userName: string; password: string } | { token: string }) => call<Session | Challenge>('POST', '/session', credentials),
  showFactor: (ticket: string, shown: { code: string } | { recoveryCode: string }) => call<Session>('POST', '/session/factor', { ticket, ...shown }),
  ways: (signal?: AbortSignal) => call<{ provider: string | null }>('GET', '/session/ways', undefined, signal),
  lookAtInvitation: (invitation: string) => call<{ userName: string; fullName: string; newAccount: boolean }>('POST', '/session/invitation', { invitation }),
  acceptInvitation: (invitation: string, password: string) => call<undefined>('PUT', '/session/invitation', { invitation, password }),

  account: (signal?: AbortSignal) => call<OwnAccount>('GET', '/account', undefined, signal),
  prove: (password: string) => call<undefined>('POST', '/account/proof', { password }),
  changePassword: (current: string, password: string) => call<Session>('PUT', '/account/password', { current, password }),
  beginTotp: (password: string) => call<{ ticket: string; secret: string; uri: string }>('POST', '/account/totp', { password }),
  enrolTotp: (ticket: string, code: string) => call<{ recoveryCodes: string[] }>('PUT', '/account/totp', { ticket, code }),
  renewCodes: (password: string) => call<{ recoveryCodes: string[] }>('POST', '/account/recovery-codes', { password }),
  passkeys: (signal?: AbortSignal) => call<Passkey[]>('GET', '/account/passkeys', undefined, signal),
  beginPasskey: (password: string) => call<Question>('POST', '/account/passkeys/question', { password }),
  addPasskey: (ticket: string, label: string, credential: unknown) => call<Passkey>('POST', '/account/passkeys', { ticket, label, credential }),
  removePasskey: (id: string, password: string) => call<undefined>('DELETE', `/account/passkeys/${one(id)}`, { password }),
  askForPasskey: (ticket?: string) => call<Question>('POST', '/session/passkey/question', ticket ? { ticket } : {}),
  showPasskey: (ticket: string, credential: unknown) => call<Session>('POST', '/session/passkey', { ticket, credential }),
  closeOwnSession: (id: string) => call<undefined>('DELETE', `/account/sessions/${one(id)}`),

  roles: (signal?: AbortSignal) => call<Role[]>('GET', '/roles', undefined, signal),
  users: (signal?: AbortSignal) => call<Page<User>>('GET', '/users?pageSize=1000', undefined, signal),
  user: (name: string, signal?: AbortSignal) => call<UserDetail>('GET', user(name), undefined, signal),
  setGrants: (name: string, grants: readonly Grant[]) => proven(() => call<User>('PUT', `${user(name)}/grants`, { grants })),
  setDisabled: (name: string, disabled: boolean) => proven(() => call<User>('PUT', `${user(name)}/disabled`, { disabled })),
  resetFactors: (name: string) => proven(() => call<undefined>('DELETE', `${user(name)}/factors`)),
  erase: (name: string) => proven(() => call<undefined>('DELETE', user(name))),
  closeSession: (name: string, id: string) => call<undefined>('DELETE', `${user(name)}/sessions/${one(id)}`),
  createToken: (name: string, token: { label: string; permissions?: readonly string[]; expiresInDays?: number }) =>
    proven(() => call<{ token: string; entry: Token }>('POST', `${user(name)}/tokens`, token)),
  revokeToken: (name: string, id: string) => call<undefined>('DELETE', `${user(name)}/tokens/${one(id)}`),
  passwordLink: (name: string) => proven(() => call<{ link: string }>('POST', `${user(name)}/invitation`)),

  invitations: (signal?: AbortSignal) => call<Page<Invitation>>('GET', '/invitations', undefined, signal),
  invite: (wanted: { userName: string; fullName: string; grants: readonly Grant[] }) => proven(() => call<{ link: string; entry: Invitation }>('POST', '/invitations', wanted)),
  withdraw: (id: string) => proven(() => call<undefined>('DELETE', `/invitations/${one(id)}`)),
};

// The calls of signing in, one's own account and other people's (docs/api.md).
import { call } from '../api/client';
import type { Page, Session } from '../api/types';
import type { Account, FactorChallenge, Grant, Invitation, Passkey, PasskeyQuestion, Role, Token, User, UserDetail } from '../api/wire';
import { proven } from './proven';

export type { Can, Grant, Invitation, OpenSession, Passkey, Role, Token, User, UserDetail } from '../api/wire';
export type Challenge = FactorChallenge;
export type OwnAccount = Account;
/** What to ask navigator.credentials, and the ticket to bring its answer with. */
export type Question = PasskeyQuestion;

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

import { call, queryString } from '../api/client';
import type { Query } from '../api/client';
import type { Page } from '../api/types';

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

export interface AuditRow {
  number: number;
  at: string;
  actorKind: 'account' | 'device' | 'centre' | 'stranger';
  actor: string | null;
  actorName: string | null;
  via: string | null;
  address: string | null;
  action: string;
  subjectKind: string | null;
  subject: string | null;
  subjectName: string | null;
  unitCode: string | null;
  outcome: 'done' | 'refused' | 'failed';
  before: Json;
  after: Json;
  why: string | null;
  sha256: string;
}

export interface AuditState {
  rows: number;
  sha256: string | null;
  fault: string | null;
  faultRow: number | null;
}

export const auditApi = {
  list: (query: Query, signal?: AbortSignal) => call<Page<AuditRow>>('GET', `/audit${queryString(query)}`, undefined, signal),
  verify: () => call<AuditState>('POST', '/audit/verify'),
  exportAddress: (query: Query, format: 'csv' | 'jsonl') => `/api/v1/audit/export${queryString({ ...query, format })}`,
};

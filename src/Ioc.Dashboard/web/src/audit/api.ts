import { call, queryString } from '../api/client';
import type { Query } from '../api/client';
import type { Page } from '../api/types';
import type { Audit, AuditState, JsonValue } from '../api/wire';

export type Json = JsonValue;
/** What a row changed is any document of the API. */
export type AuditRow = Omit<Audit, 'before' | 'after'> & { before: Json; after: Json };
export type { AuditState } from '../api/wire';

export const auditApi = {
  list: (query: Query, signal?: AbortSignal) => call<Page<AuditRow>>('GET', `/audit${queryString(query)}`, undefined, signal),
  verify: () => call<AuditState>('POST', '/audit/verify'),
  exportAddress: (query: Query, format: 'csv' | 'jsonl') => `/api/v1/audit/export${queryString({ ...query, format })}`,
};

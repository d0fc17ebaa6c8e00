// Every HTTP call of the app. Reads are plain; writes carry X-Ioc-Request, which a page of another origin cannot send.
import { Problem, problemOf } from './problem';
import type {
  Alert, Availability, Broadcast, BroadcastOrder, BroadcastPreview, CountsAnswer, Delivery, DeviceBrief, DeviceDelivery, DeviceLabels, DeviceTwin, HealthChange, MapAnswer, Page, Rule,
  RejectionsAnswer, SeriesAnswer,
  Session, SystemFigures, TelemetryFigures, Unit,
} from './types';

/** The server's largest page. */
const pageSizeMax = 1000;

/** 64 pages of 1,000 are more units or deliveries than a province has; the loop ends even if the server's cursors did not. */
const pagesMax = 64;

export type Query = Record<string, string | number | boolean | readonly string[] | null | undefined>;

let onSignedOut: () => void = () => undefined;

/** Told when any call finds that the session has ended; the sign-in's own calls answer for themselves. */
export function whenSignedOut(tell: () => void): void {
  onSignedOut = tell;
}

export async function call<T>(method: string, path: string, body?: unknown, signal?: AbortSignal, extra: Record<string, string> = {}): Promise<T> {
  const headers: Record<string, string> = { Accept: 'application/json', ...extra };
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  if (method !== 'GET') headers['X-Ioc-Request'] = '1';
  let response: Response;
  try {
    response = await fetch(`/api/v1${path}`, {
      method, headers, credentials: 'same-origin', signal: signal ?? null,
      body: body === undefined ? null : JSON.stringify(body),
    });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new Problem('network', 0, null);
  }
  const text = await response.text();
  if (!response.ok) {
    if (response.status === 401 && !path.startsWith('/session')) onSignedOut();
    throw problemOf(response.status, text);
  }
  return (text === '' ? undefined : JSON.parse(text)) as T;
}

export function queryString(query: Query): string {
  const parts = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === null || value === undefined || value === '') continue;
    for (const one of Array.isArray(value) ? value : [value]) parts.append(name, String(one));
  }
  const text = parts.toString();
  return text === '' ? '' : `?${text}`;
}

export async function everyPage<T>(path: string, query: Query, signal?: AbortSignal): Promise<T[]> {
  const all: T[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < pagesMax; page++) {
    const answer: Page<T> = await call('GET', path + queryString({ ...query, pageSize: pageSizeMax, cursor }), undefined, signal);
    all.push(...answer.items);
    cursor = answer.next;
    if (cursor === null) break;
  }
  return all;
}

const one = encodeURIComponent;

export const api = {
  session: () => call<Session>('GET', '/session'),
  signOut: () => call<undefined>('DELETE', '/session'),

  units: async (signal?: AbortSignal) =>
    (await Promise.all(['province', 'commune'].map((level) => everyPage<Unit>('/units', { level }, signal)))).flat(),
  hamlets: (commune: string, signal?: AbortSignal) => everyPage<Unit>('/units', { level: 'hamlet', parent: commune }, signal),
  boundaries: (signal?: AbortSignal) => call<GeoJSON.FeatureCollection>('GET', '/units/boundaries', undefined, signal),
  map: (signal?: AbortSignal) => call<MapAnswer>('GET', '/map', undefined, signal),
  counts: (unit: string | null, signal?: AbortSignal) => call<CountsAnswer>('GET', `/counts${queryString({ unit })}`, undefined, signal),

  device: (id: string, signal?: AbortSignal) => call<DeviceTwin>('GET', `/devices/${one(id)}`, undefined, signal),
  findDevices: (q: string, signal?: AbortSignal) =>
    call<Page<DeviceBrief>>('GET', `/devices${queryString({ q, pageSize: 8 })}`, undefined, signal),
  /** Before a file of them is saved: it stands in the audit, or there is no file. */
  noteDeviceExport: (count: number) => call<undefined>('POST', `/devices/exported?count=${count}`),
  labels: (signal?: AbortSignal) => call<DeviceLabels>('GET', '/devices/labels', undefined, signal),
  history: (id: string, signal?: AbortSignal) => call<Page<HealthChange>>('GET', `/devices/${one(id)}/history?pageSize=400`, undefined, signal),
  deliveriesOf: (id: string, signal?: AbortSignal) => call<Page<DeviceDelivery>>('GET', `/devices/${one(id)}/deliveries?pageSize=50`, undefined, signal),
  availability: (unit: string, query: Query, signal?: AbortSignal) =>
    call<Availability>('GET', `/units/${one(unit)}/availability${queryString(query)}`, undefined, signal),
  rules: (signal?: AbortSignal) => call<Page<Rule>>('GET', '/rules', undefined, signal),
  series: (device: string | readonly string[], metric: readonly string[], from: number, to: number, signal?: AbortSignal) =>
    call<SeriesAnswer>('GET', `/series${queryString({ device, metric, from, to, step: 0 })}`, undefined, signal),

  alerts: (query: Query, signal?: AbortSignal) => call<Page<Alert>>('GET', `/alerts${queryString(query)}`, undefined, signal),
  alert: (id: string, signal?: AbortSignal) => call<Alert>('GET', `/alerts/${one(id)}`, undefined, signal),
  acknowledge: (id: string, signal: AbortSignal) => call<Alert>('POST', `/alerts/${one(id)}/acknowledge`, undefined, signal),

  broadcasts: (signal?: AbortSignal) => call<Page<Broadcast>>('GET', '/broadcasts?pageSize=200', undefined, signal),
  broadcast: (id: string, signal?: AbortSignal) => call<Broadcast>('GET', `/broadcasts/${one(id)}`, undefined, signal),
  deliveries: (id: string, signal?: AbortSignal) => everyPage<Delivery>(`/broadcasts/${one(id)}/deliveries`, {}, signal),
  previewBroadcast: (units: readonly string[], devices: readonly string[], signal?: AbortSignal) =>
    call<BroadcastPreview>('POST', '/broadcasts/preview', { units, devices }, signal),
  orderBroadcast: (order: BroadcastOrder) => call<Broadcast>('POST', '/broadcasts', order),
  cancelBroadcast: (id: string) => call<Broadcast>('POST', `/broadcasts/${one(id)}/cancel`),

  rejections: (signal?: AbortSignal) => call<RejectionsAnswer>('GET', '/rejections', undefined, signal),
  system: (signal?: AbortSignal) => call<SystemFigures>('GET', '/system', undefined, signal),
  telemetry: (signal?: AbortSignal) => call<TelemetryFigures>('GET', '/telemetry', undefined, signal),
};

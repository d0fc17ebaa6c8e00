// The stretch of time that charts show: a range that ends now, or two instants that somebody zoomed to. Both stand in the address. Pure.

export const rangeSeconds = { '1h': 3_600, '6h': 21_600, '24h': 86_400, '7d': 604_800, '30d': 2_592_000, '90d': 7_776_000, '1y': 31_536_000 } as const;

export type RangeName = keyof typeof rangeSeconds;

export const rangeNames = Object.keys(rangeSeconds) as RangeName[];

export interface Span {
  /** Unix ms. */
  from: number;
  to: number;
  /** Null: zoomed, and standing still. */
  range: RangeName | null;
}

/** Narrower than this there are no points to see. */
const narrowestMs = 120_000;
const widestMs = rangeSeconds['1y'] * 1000 * 10;

export function readSpan(params: URLSearchParams, now: number): Span {
  const from = Number(params.get('from'));
  const to = Number(params.get('to'));
  if (params.has('from') && Number.isFinite(from) && Number.isFinite(to) && from > 0 && from < to) return within({ from, to, range: null }, now);
  const range = rangeNames.find((one) => one === params.get('range')) ?? '24h';
  return { from: now - rangeSeconds[range] * 1000, to: now, range };
}

/** What to put into the address: a whole range by its name, anything else by its ends. */
export function writeSpan(span: Span): Record<'range' | 'from' | 'to', string | null> {
  return span.range
    ? { range: span.range === '24h' ? null : span.range, from: null, to: null }
    : { range: null, from: String(Math.round(span.from)), to: String(Math.round(span.to)) };
}

/** @param factor above 1 shows more time, below 1 less; the middle stays. */
export function zoom(span: Span, factor: number, now: number): Span {
  const middle = (span.from + span.to) / 2;
  const half = ((span.to - span.from) * factor) / 2;
  return within({ from: middle - half, to: middle + half, range: null }, now);
}

/** By half of what is shown; never into the future. */
export function shift(span: Span, direction: -1 | 1, now: number): Span {
  const by = ((span.to - span.from) / 2) * direction;
  return within({ from: span.from + by, to: span.to + by, range: null }, now);
}

function within(span: Span, now: number): Span {
  const width = Math.min(widestMs, Math.max(narrowestMs, span.to - span.from));
  const middle = (span.from + span.to) / 2;
  const to = Math.min(now, middle + width / 2);
  return { from: to - width, to, range: span.range };
}

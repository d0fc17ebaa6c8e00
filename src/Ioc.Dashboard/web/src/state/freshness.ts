// How far behind the screen is. The server sends an empty batch every 5 seconds, so silence means something.

/** One heartbeat of the server and two seconds of network. */
export const slowAfterMs = 7_000;

/** Four heartbeats missed: what is on screen must not be believed. */
export const lostAfterMs = 21_000;

export type LinkState = 'connecting' | 'up' | 'down';

export type Freshness =
  | { state: 'starting' }
  | { state: 'live' }
  | { state: 'slow'; seconds: number }
  | { state: 'lost'; seconds: number | null }
  /** The link is well and the centre gives nothing for what is asked. */
  | { state: 'refused' };

/** @param lastHeardAt local clock, ms; null where nothing was heard yet. */
export function freshness(link: LinkState, lastHeardAt: number | null, now: number, refused = false): Freshness {
  if (refused && link === 'up') return { state: 'refused' };
  if (lastHeardAt === null) return link === 'down' ? { state: 'lost', seconds: null } : { state: 'starting' };
  const silence = Math.max(0, now - lastHeardAt);
  const seconds = Math.floor(silence / 1000);
  if (link === 'down' && silence > slowAfterMs) return { state: 'lost', seconds };
  if (silence > lostAfterMs) return { state: 'lost', seconds };
  if (link !== 'up' || silence > slowAfterMs) return { state: 'slow', seconds };
  return { state: 'live' };
}

// A broadcast being written: what it needs before it can be sent, and how long it takes to read aloud. Pure.
import type { BulletinLevel } from '../api/types';

export interface Draft {
  level: BulletinLevel;
  title: string;
  text: string;
  exercise: boolean;
  units: string[];
  devices: string[];
  volumePercent: number;
  expiresInSeconds: number;
}

/** The server's limit. */
export const textMax = 4000;

/** A calm Vietnamese reader speaks about fifteen letters a second: enough to plan, and the server measures the real audio. */
const lettersPerSecond = 15;

export type Missing = 'missingTitle' | 'missingText' | 'tooLong' | 'missingTarget' | 'noClusters';

export function spokenSeconds(text: string): number {
  return Math.ceil(text.trim().length / lettersPerSecond);
}

/** @param clusters what the preview says; null while it is not known. */
export function missing(draft: Draft, clusters: number | null): Missing[] {
  const found: Missing[] = [];
  if (draft.title.trim() === '') found.push('missingTitle');
  if (draft.text.trim() === '') found.push('missingText');
  if (draft.text.length > textMax) found.push('tooLong');
  if (draft.units.length + draft.devices.length === 0) found.push('missingTarget');
  else if (clusters === 0) found.push('noClusters');
  return found;
}

/** More than a commune has: a slip of one unit in the list makes a province of it. */
const heldFromClusters = 100;

/** For how long the button to send must be held, in milliseconds: at three in the morning a tap is no decision. 0: a tap is enough. */
export function holdMs(level: BulletinLevel, clusters: number | null): number {
  if (level === 'emergency') return 3000;
  return clusters !== null && clusters >= heldFromClusters ? 2000 : 0;
}

/** Emergencies are heard by being loud and soon; the daily news may wait for a cluster that returns within the day. */
export const defaultsByLevel: Record<BulletinLevel, Pick<Draft, 'volumePercent' | 'expiresInSeconds'>> = {
  routine: { volumePercent: 70, expiresInSeconds: 3600 },
  priority: { volumePercent: 80, expiresInSeconds: 1800 },
  emergency: { volumePercent: 100, expiresInSeconds: 1800 },
};

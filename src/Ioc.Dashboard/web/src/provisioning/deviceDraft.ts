// What a form knows of a device that is about to be registered, and what is still missing.
import type { DeviceKindWord } from '../api/types';
import type { DeviceDocument } from './api';

export interface DeviceDraft {
  id: string;
  kind: DeviceKindWord;
  name: string;
  unitCode: string | null;
  serial: string;
  latitude: number | null;
  longitude: number | null;
  horns: number;
  powerWatts: number;
  audibleRadiusMetres: number;
  accessPoints: number;
  placeType: string;
  backhaul: string;
  operator: string;
  band: string;
  heightMetres: number;
}

export const idPattern = /^[A-Za-z0-9._-]{1,64}$/;

export function emptyDraft(id: string, kind: DeviceKindWord, unitCode: string | null): DeviceDraft {
  return {
    id, kind, name: '', unitCode, serial: '', latitude: null, longitude: null, horns: 2, powerWatts: 50, audibleRadiusMetres: 300, accessPoints: 1, placeType: '', backhaul: '', operator: '', band: 'n78', heightMetres: 30,
  };
}

/** Null: something that this kind needs is missing. A site begins with one cell that looks
 * north; the others, and what its antennas really do, come with the operator's own list. */
export function documentOf(draft: DeviceDraft): DeviceDocument | null {
  if (!idPattern.test(draft.id) || draft.name.trim() === '' || draft.unitCode === null || draft.latitude === null || draft.longitude === null) return null;
  const document: DeviceDocument = {
    id: draft.id, kind: draft.kind, name: draft.name.trim(), unitCode: draft.unitCode, latitude: Number(draft.latitude.toFixed(6)), longitude: Number(draft.longitude.toFixed(6)),
    ...(draft.serial.trim() === '' ? {} : { serial: draft.serial.trim() }),
  };
  if (draft.kind === 'loudspeaker') return { ...document, loudspeaker: { horns: draft.horns, powerWatts: draft.powerWatts, audibleRadiusMetres: draft.audibleRadiusMetres, groups: [] } };
  if (draft.kind === 'hotspot') return draft.placeType.trim() === '' || draft.backhaul.trim() === '' ? null : { ...document, hotspot: { accessPoints: draft.accessPoints, placeType: draft.placeType.trim(), backhaul: draft.backhaul.trim() } };
  return draft.operator.trim() === '' || draft.band.trim() === '' ? null : { ...document, site: { operator: draft.operator.trim(), cells: [{ id: '1', technology: draft.band.trim().startsWith('n') ? '5g' : '4g', band: draft.band.trim(), azimuthDegrees: 0, heightMetres: draft.heightMetres, tiltDegrees: 3, eirpDbm: 60 }] } };
}

/** A client id like "hotspot-12" or "ioc-loa-3" says what it is; a stranger's word is only a guess to start from. */
export function guessKind(clientId: string, topic: string | null): DeviceKindWord {
  const text = `${topic ?? ''} ${clientId}`.toLowerCase();
  if (text.includes('hotspot') || text.includes('wifi')) return 'hotspot';
  return text.includes('site') || text.includes('gnb') ? 'site' : 'loudspeaker';
}

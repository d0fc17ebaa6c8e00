// The people's edge as docs/api.md states it: names, shapes and words of the wire, and nothing of our own.

export type DeviceKindWord = 'loudspeaker' | 'hotspot' | 'site';
export type HealthWord = 'unknown' | 'ok' | 'degraded' | 'faulty' | 'offline';
export type AlertState = 'raised' | 'acknowledged' | 'cleared';
export type Severity = 'indeterminate' | 'warning' | 'minor' | 'major' | 'critical';
export type BulletinLevel = 'routine' | 'priority' | 'emergency';
export type Role = 'viewer' | 'operator' | 'administrator';
export type DeliveryState =
  | 'queued' | 'sent' | 'accepted' | 'rejected' | 'playing' | 'finished' | 'failed' | 'expired' | 'cancelled';

/** Position in the array is the number on the wire; kinds start at 1. */
export const kindWords: readonly DeviceKindWord[] = ['loudspeaker', 'hotspot', 'site'];
export const healthWords: readonly HealthWord[] = ['unknown', 'ok', 'degraded', 'faulty', 'offline'];
export const severityWords: readonly Severity[] = ['indeterminate', 'warning', 'minor', 'major', 'critical'];
export const deliveryStates: readonly DeliveryState[] = [
  'queued', 'sent', 'accepted', 'playing', 'finished', 'rejected', 'failed', 'expired', 'cancelled',
];

export interface Session {
  userName: string;
  role: Role;
}

export interface Page<T> {
  items: T[];
  next: string | null;
  total: number;
}

export interface Alert {
  id: string;
  condition: string;
  deviceId: string;
  /** `centre`: the operations centre itself, which is no device. */
  deviceKind: DeviceKindWord | 'centre';
  deviceName: string;
  unitCode: string;
  latitude: number | null;
  longitude: number | null;
  state: AlertState;
  severity: Severity;
  alarmType: string;
  probableCause: string;
  specificProblem: string | null;
  textVi: string;
  textEn: string;
  proposedRepairVi: string | null;
  proposedRepairEn: string | null;
  serviceAffecting: boolean;
  observedValue: number | null;
  thresholdValue: number | null;
  raisedAt: string;
  changedAt: string;
  acknowledgedAt: string | null;
  acknowledgedBy: string | null;
  clearedAt: string | null;
  affectedHamlets: string[];
  affectedPeople: number | null;
  version: number;
}

export interface Broadcast {
  id: string;
  level: BulletinLevel;
  title: string;
  text: string;
  exercise: boolean;
  units: readonly string[];
  devices: readonly string[];
  createdBy: string;
  createdAt: string;
  expiresAt: string;
  cancelledAt: string | null;
  audioSeconds: number;
  /** `notice`: nothing could speak the text, and the recorded chime is played instead. */
  audioKind?: 'speech' | 'notice';
  counts: Partial<Record<DeliveryState, number>>;
  heard: number;
  total: number;
}

export interface Delivery {
  deviceId: string;
  unitCode: string;
  state: DeliveryState;
  reason: string | null;
  playedSeconds: number | null;
  heard: boolean | null;
  changedAt: string;
}

export interface BroadcastPreview {
  clusters: number;
  online: number;
  people: number;
  /** At most a hundred of them. */
  offline: string[];
}

export interface BroadcastOrder {
  id: string;
  level: BulletinLevel;
  title: string;
  text: string;
  exercise: boolean;
  units: string[];
  devices: string[];
  volumePercent: number;
  expiresInSeconds: number;
}

export interface DeviceBrief {
  id: string;
  handle: number;
  kind: DeviceKindWord;
  name: string;
  unitCode: string;
  hamletCode: string | null;
  latitude: number;
  longitude: number;
  vendor: string | null;
  model: string | null;
  serial: string | null;
  periodSeconds: number;
  health: HealthWord;
  reasons: string[];
  lastSeenAt: string | null;
}

/** Columns by handle; `vendor` is a position in `vendors` (−1: none), `tag` positions in `tags`. */
export interface DeviceLabels {
  registryVersion: number;
  vendors: string[];
  tags: string[];
  handle: number[];
  vendor: number[];
  tag: number[][];
}

/** What was from `at` until the next change. */
export interface HealthChange {
  at: string;
  health: HealthWord;
  reasons: string[];
}

/** One device's row of a broadcast's ledger. */
export interface DeviceDelivery {
  broadcastId: string;
  title: string;
  level: BulletinLevel;
  exercise: boolean;
  createdAt: string;
  state: DeliveryState;
  reason: string | null;
  playedSeconds: number | null;
  heard: boolean | null;
  changedAt: string;
}

/** Device-seconds by step; what is not known is in none of them. */
export interface Availability {
  from: string;
  to: string;
  step: number;
  /** Of which anything was known. */
  devices: number;
  registered: number;
  at: number[];
  ok: number[];
  degraded: number[];
  faulty: number[];
  offline: number[];
}

export interface Rule {
  condition: string;
  kind: DeviceKindWord | 'centre';
  severity: Severity;
  effect: HealthWord;
  /** Null where no number is compared. */
  field: string | null;
  above: boolean | null;
  raise: number | null;
  clear: number | null;
  raiseAfterSeconds: number;
  clearAfterSeconds: number;
  textVi: string;
  textEn: string;
}

/** The device as an operator wrote it: a brief's fields and what its kind needs. */
export interface DeviceRecord {
  id: string;
  kind: DeviceKindWord;
  name: string;
  unitCode: string;
  hamletCode?: string | null;
  latitude?: number;
  longitude?: number;
  vendor?: string | null;
  model?: string | null;
  serial?: string | null;
  periodSeconds?: number;
  tags?: string[];
  loudspeaker?: { horns?: number; powerWatts?: number; audibleRadiusMetres?: number; groups?: string[] } | null;
  hotspot?: { accessPoints?: number; placeType?: string; backhaul?: string } | null;
  site?: { operator?: string; cells?: { id: string; technology?: string; band?: string; azimuthDegrees?: number }[] } | null;
}

export type TelemetryValue = string | number | boolean | null | TelemetryValue[] | { [field: string]: TelemetryValue };

export interface DeviceTwin {
  device: DeviceRecord;
  health: HealthWord;
  reasons: string[];
  lastSeenAt: string | null;
  online: boolean;
  clockWrong: boolean;
  messagesTotal: number;
  telemetry: Record<string, TelemetryValue>;
  version: number;
}

export interface SeriesColumn {
  device: string;
  metric: string;
  step: number;
  at: number[];
  mean: (number | null)[];
  min: (number | null)[];
  max: (number | null)[];
  count: number[];
}

export interface SeriesAnswer {
  from: string;
  to: string;
  step: number;
  series: SeriesColumn[];
}

export interface Rejection {
  at: string;
  reason: string;
  clientId: string;
  topic: string;
  detail: string | null;
  payloadBytes: number;
  sample: string;
}

export interface RejectionsAnswer extends Page<Rejection> {
  counts: Record<string, number>;
}

export interface Unit {
  code: string;
  name: string;
  fullName: string;
  level: string;
  parentCode: string | null;
  latitude: number | null;
  longitude: number | null;
  population: number | null;
  hasGridPower: boolean | null;
}

export interface SystemFigures {
  version: string;
  startedAt: string;
  /** Null where the process that answers does not know. */
  devices: number | null;
  messagesTotal: number | null;
  rejectionsTotal: number | null;
  connections: number | null;
  /** Why devices can't be heard; null when they can. */
  deviceEdgeProblem: string | null;
}

/** What stored telemetry takes, and how it gets on to its time-series server. */
export interface TelemetryFigures {
  fileBytes: number;
  diskFreeBytes: number;
  bytesPerPoint: number | null;
  settledBytes: number | null;
  fullInDays: number | null;
  levels: TelemetryLevel[];
  /** Null: there is no such server. */
  forwarding: Forwarding | null;
  /** Why the journal takes no entries; null while it does. */
  refusing: string | null;
}

export interface TelemetryLevel {
  name: 'raw' | '1min' | '15min' | '1h' | '1d';
  bytes: number;
  heldDays: number;
  keptDays: number;
}

export interface Forwarding {
  server: string;
  version: string;
  /** Null while all is well. */
  problem: string | null;
  since: string;
  pointsSent: number;
  pointsRefused: number;
  rowsGivenUp: number;
}

/** Columns of equal length: one row per twin. */
export interface TwinColumns {
  id: string[];
  handle: number[];
  kind: number[];
  name: string[];
  unit: string[];
  lat: number[];
  lon: number[];
  health: number[];
  conditions: string[][];
  lastSeen: (number | null)[];
  playing: number[];
}

export interface OverviewSnapshot {
  scope: 'overview';
  version: number;
  at: number;
  registryVersion: number;
  twins: TwinColumns;
  alerts: Alert[];
  broadcasts: Broadcast[];
}

/** handle, health, conditions, last seen in Unix ms, playing. */
export type TwinChange = [number, number, string[], number | null, number];

export interface OverviewChanges {
  scope: 'overview';
  from: number;
  version: number;
  at: number;
  registryVersion: number;
  twins: TwinChange[];
  alerts: Alert[];
  broadcasts: Broadcast[];
}

export interface DeviceChanges {
  scope: 'device';
  device: string;
  version: number;
  twin: DeviceTwin | null;
}

export type LiveMessage = OverviewChanges | DeviceChanges;
export type LiveSnapshot = OverviewSnapshot | DeviceChanges;

// The wire under the app's names. Shapes and words are the server's own (wire.ts, written from its description); here is only what
// the app calls them, and in which order it shows them.
import { healthWords as wireHealthWords } from './wire';
import type {
  AccountRole, AlertedKind, BroadcastRequest, DeliveryState, DeviceDocument, DeviceKind, DeviceMessage, Health, JsonValue, Map, OverviewChanges,
  OverviewSnapshot, PreviewAnswer, System, Telemetry, Twin, Unit as WireUnit,
} from './wire';

export { deviceKindWords as kindWords, severityWords } from './wire';
export type {
  Alert, AlertState, Availability, Broadcast, BulletinLevel, CountsAnswer, CountsPoint, Delivery, DeliveryState, DeviceBrief, DeviceDelivery, Forwarding, HealthChange, Labels as DeviceLabels, OverviewChanges, OverviewSnapshot, Page, Rejection, RejectionsAnswer, Rule, SeriesAnswer, SeriesColumn, Session,
  Severity, SiteEquipment, TelemetryLevel, TwinChange, TwinColumns,
} from './wire';

export type DeviceKindWord = DeviceKind;
export type AnyKindWord = AlertedKind;
export type HealthWord = Health;
export type Role = AccountRole;
export type TelemetryValue = JsonValue;
export type DeviceRecord = DeviceDocument;
export type DeviceTwin = Twin;
export type BroadcastOrder = BroadcastRequest;
export type BroadcastPreview = PreviewAnswer;
export type SystemFigures = System;
export type TelemetryFigures = Telemetry;
export type MapAnswer = Map;
export type DeviceChanges = DeviceMessage;

export const healthWords: readonly HealthWord[] = wireHealthWords;

/** In the order of a delivery's life, the good ends before the bad. */
export const deliveryStates: readonly DeliveryState[] = [
  'queued', 'sent', 'accepted', 'playing', 'finished', 'rejected', 'failed', 'expired', 'cancelled',
];

/** An import may leave the full name out; an answer has it. */
export type Unit = WireUnit & { fullName: string };

export type LiveMessage = OverviewChanges | DeviceChanges;
export type LiveSnapshot = OverviewSnapshot | DeviceChanges;

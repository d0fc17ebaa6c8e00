// What the server says and hears, written from its /openapi/v1.json by tests/Ioc.Host.Tests/Serving/WireTypesTests.cs. Not to be edited:
// IOC_WRITE_TYPES=1 dotnet test tests/Ioc.Host.Tests --filter WireTypes

export const accountRoleWords = ['viewer', 'operator', 'administrator', 'fieldTeam', 'editor', 'approver', 'engineer'] as const;
export type AccountRole = (typeof accountRoleWords)[number];
export const alertStateWords = ['raised', 'acknowledged', 'cleared'] as const;
export type AlertState = (typeof alertStateWords)[number];
export const alertedKindWords = ['loudspeaker', 'hotspot', 'site', 'centre'] as const;
export type AlertedKind = (typeof alertedKindWords)[number];
export const audioKindWords = ['speech', 'notice'] as const;
export type AudioKind = (typeof audioKindWords)[number];
export const bulletinLevelWords = ['routine', 'priority', 'emergency'] as const;
export type BulletinLevel = (typeof bulletinLevelWords)[number];
export const callerLimitWords = ['none', 'changePassword', 'enrolFactor'] as const;
export type CallerLimit = (typeof callerLimitWords)[number];
export const deliveryStateWords = ['queued', 'sent', 'accepted', 'rejected', 'playing', 'finished', 'failed', 'expired', 'cancelled'] as const;
export type DeliveryState = (typeof deliveryStateWords)[number];
export const deviceKindWords = ['loudspeaker', 'hotspot', 'site'] as const;
export type DeviceKind = (typeof deviceKindWords)[number];
export const healthWords = ['unknown', 'ok', 'degraded', 'faulty', 'offline'] as const;
export type Health = (typeof healthWords)[number];
export const ruleEffectWords = ['degraded', 'faulty', 'offline'] as const;
export type RuleEffect = (typeof ruleEffectWords)[number];
export const severityWords = ['indeterminate', 'warning', 'minor', 'major', 'critical'] as const;
export type Severity = (typeof severityWords)[number];

export interface AcceptRequest {
  invitation: string;
  password: string;
}

export interface Account {
  account: UserDetail;
  session: Session;
  totp: boolean;
  recoveryCodesLeft: number;
  passkeys: number;
}

export interface AddUserRequest {
  password?: string | null;
  role?: string | null;
  grants?: Grant[] | null;
  fullName?: string | null;
  mustChange?: boolean;
  system?: boolean;
}

export interface AdoptAnswer {
  deviceId: string;
  credential: string | null;
}

export interface AdoptRequest {
  device: DeviceDocument;
  keepsPassword?: boolean;
}

export interface Alert {
  id: string;
  condition: string;
  deviceId: string;
  deviceKind: AlertedKind;
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

export interface Audit {
  number: number;
  at: string;
  atMs: number;
  actorKind: string;
  actor: string | null;
  actorName: string | null;
  via: string | null;
  address: string | null;
  action: string;
  subjectKind: string | null;
  subject: string | null;
  subjectName: string | null;
  unitCode: string | null;
  outcome: string;
  before: unknown | null;
  after: unknown | null;
  why: string | null;
  sha256: string;
}

export interface AuditState {
  rows: number;
  sha256: string | null;
  fault: string | null;
  faultRow: number | null;
}

export interface Availability {
  from: string;
  to: string;
  step: number;
  devices: number;
  registered: number;
  at: number[];
  ok: number[];
  degraded: number[];
  faulty: number[];
  offline: number[];
}

export interface BlockRequest {
  clientId: string;
  why?: string | null;
}

export interface BlockedClient {
  clientId: string;
  why: string | null;
  at: string;
}

export interface BoundaryCollection {
  type: string;
  features: BoundaryFeature[];
}

export interface BoundaryFeature {
  properties: unknown;
  geometry: unknown;
}

export interface Broadcast {
  id: string;
  level: BulletinLevel;
  title: string;
  text: string;
  exercise: boolean;
  units: string[];
  devices: string[];
  volumePercent: number;
  createdBy: string;
  createdAt: string;
  expiresAt: string;
  cancelledAt: string | null;
  cancelledBy: string | null;
  audioPath: string;
  audioSeconds: number;
  audioKind: AudioKind;
  counts: Record<string, number>;
  heard: number;
  total: number;
  version: number;
}

export interface BroadcastRequest {
  level: BulletinLevel;
  title: string;
  text: string;
  id?: string | null;
  exercise?: boolean;
  units?: string[] | null;
  devices?: string[] | null;
  volumePercent?: number;
  expiresInSeconds?: number;
}

export interface Can {
  permission: string;
  everywhere: boolean;
  units: string[];
  groups: string[];
}

export interface Cell {
  id: string;
  technology: string;
  band: string;
  azimuthDegrees: number;
  heightMetres: number;
  tiltDegrees: number;
  eirpDbm: number;
}

export interface CertificateRequest {
  identity: string;
}

export interface Claim {
  id: string;
  deviceId: string;
  kind: DeviceKind;
  unitCode: string | null;
  state: string;
  createdAt: string;
  expiresAt: string;
  usedAt: string | null;
}

export interface ClaimCodeRequest {
  code: string;
}

export interface ClaimRow {
  kind: string;
  deviceId?: string | null;
  unitCode?: string | null;
}

export interface ClaimsAnswer {
  items: NewClaim[];
}

export interface ClaimsRequest {
  claims: ClaimRow[];
  days?: number;
}

export interface CountsAnswer {
  points: CountsPoint[];
}

export interface CountsPoint {
  at: string;
  kinds: KindCounts[];
  alerts: number;
}

export interface CreateTokenRequest {
  label: string;
  permissions?: string[] | null;
  expiresInDays?: number | null;
}

export interface Credential {
  deviceId: string;
  credential: string;
}

export interface CredentialsAnswer {
  items: Credential[];
}

export interface CredentialsRequest {
  deviceIds: string[];
  graceHours?: number | null;
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

export interface DeviceAccess {
  deviceId: string;
  name: string;
  kind: DeviceKind;
  unitCode: string;
  credential: string;
  changedAt: string | null;
  formerUntil: string | null;
  certificates: string[];
}

export interface DeviceBrief {
  id: string;
  handle: number;
  kind: DeviceKind;
  name: string;
  unitCode: string;
  hamletCode: string | null;
  latitude: number;
  longitude: number;
  vendor: string | null;
  model: string | null;
  serial: string | null;
  periodSeconds: number;
  health: Health;
  reasons: string[];
  lastSeenAt: string | null;
}

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

export interface DeviceDocument {
  id: string;
  kind: DeviceKind;
  name: string;
  unitCode: string;
  hamletCode?: string | null;
  latitude: number;
  longitude: number;
  vendor?: string | null;
  model?: string | null;
  serial?: string | null;
  periodSeconds?: number;
  tags?: string[] | null;
  loudspeaker?: LoudspeakerEquipment | null;
  hotspot?: HotspotEquipment | null;
  site?: SiteEquipment | null;
}

export interface DeviceImport {
  devices: unknown[];
  keepGood?: boolean;
}

export interface DeviceMessage {
  scope: 'device';
  device: string;
  version: number;
  at: number;
  registryVersion: number;
  twin: Twin;
  from?: number | null;
}

export interface DisabledRequest {
  disabled: boolean;
}

export interface FactorChallenge {
  ticket: string;
  factors: string[];
}

export interface FactorRequest {
  ticket: string;
  code?: string | null;
  recoveryCode?: string | null;
}

export interface Forwarding {
  server: string;
  version: string;
  problem: string | null;
  since: string;
  pointsSent: number;
  pointsRefused: number;
  rowsWaiting: number | null;
  waitingPercent: number | null;
  secondsLeft: number | null;
}

export interface Grant {
  role: string;
  unitCode?: string | null;
  group?: string | null;
}

export interface GrantsRequest {
  grants: Grant[];
}

export interface GroundMap {
  url: string;
  kind: string;
  zoomMin: number;
  zoomMax: number;
}

export interface HealthChange {
  at: string;
  health: Health;
  reasons: string[];
}

export interface HotspotEquipment {
  accessPoints: number;
  placeType: string;
  backhaul: string;
}

export interface ImportAnswer {
  added: number;
  changed: number;
  unchanged: number;
  errors: ImportError[];
}

export interface ImportError {
  row: number;
  reason: string;
  type: string;
  args: Record<string, unknown>;
}

export interface Invitation {
  id: string;
  userName: string;
  fullName: string;
  grants: Grant[];
  invitedBy: string;
  expiresAt: string;
}

export interface InvitationAnswer {
  link: string;
  entry: Invitation;
}

export interface InvitationSecret {
  invitation: string;
}

export interface InviteRequest {
  userName: string;
  grants: Grant[];
  fullName?: string | null;
  days?: number | null;
}

export interface Invited {
  userName: string;
  fullName: string;
  expiresAt: string;
  newAccount: boolean;
}

export type JsonValue = string | number | boolean | null | JsonValue[] | { [field: string]: JsonValue };

export type JsonObject = Record<string, JsonValue>;

export interface KindCounts {
  kind: DeviceKind;
  byHealth: number[];
}

export interface Labels {
  registryVersion: number;
  vendors: string[];
  tags: string[];
  handle: number[];
  vendor: number[];
  tag: number[][];
}

export interface LoudspeakerEquipment {
  horns: number;
  powerWatts: number;
  audibleRadiusMetres: number;
  groups: string[];
}

export interface Map {
  baseMap: GroundMap | null;
}

export interface NewClaim {
  claim: Claim;
  code: string;
  credential: string;
}

export interface NewPasskey {
  ticket: string;
  label: string;
  credential: unknown;
}

export interface OpenSession {
  id: string;
  openedAt: string;
  usedAt: string;
  address: string | null;
  agent: string | null;
  secondFactor: boolean;
  withToken: boolean;
  current: boolean;
}

export interface OverviewChanges {
  scope: 'overview';
  from: number;
  version: number;
  at: number;
  registryVersion: number;
  twins: ([handle: number, health: number, conditions: string[], lastSeen: number, playing: number])[];
  alerts: Alert[];
  broadcasts: Broadcast[];
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

export interface OwnPasswordRequest {
  current: string;
  password: string;
}

export interface Page<T> {
  items: T[];
  next: string | null;
  total: number;
}

export interface Passkey {
  id: string;
  label: string;
  createdAt: string;
  usedAt: string | null;
}

export interface PasskeyAnswer {
  ticket: string;
  credential: unknown;
}

export interface PasskeyAsk {
  ticket?: string | null;
}

export interface PasskeyQuestion {
  ticket: string;
  options: unknown;
}

export interface PasswordProof {
  password: string;
}

export interface PreviewAnswer {
  clusters: number;
  online: number;
  people: number;
  offline: string[];
}

export interface ProblemDetails {
  type?: string | null;
  title?: string | null;
  status?: number | null;
  detail?: string | null;
  instance?: string | null;
}

export interface RecoveryCodes {
  recoveryCodes: string[];
}

export type Refusal = 'requestInvalid' | 'signInFirst' | 'notAllowed' | 'nothingHere' | 'methodWrong' | 'tooLarge' | 'notJson' | 'tooMuchAtOnce' | 'foreignPage' | 'notReady' | 'failed' | 'signInWrong' | 'tokenUnknown' | 'tooManyAttempts' | 'tookTooLong' | 'codeWrong' | 'passkeyRefused' | 'sessionEnded' | 'proof' | 'changePassword' | 'enrolFactor' | 'enrolCodeWrong' | 'passwordWrong' | 'passwordUnchanged' | 'passwordWeak' | 'passkeysFull' | 'tokenMayNot' | 'userNameInvalid' | 'userExists' | 'userUnknown' | 'invitationGone' | 'lastChief' | 'ownAccount' | 'roleBeyond' | 'accountStillThere' | 'nameKept' | 'noTraces' | 'goneAlready' | 'deviceUnknown' | 'deviceGone' | 'certificateInvalid' | 'certificateTaken' | 'certificateUnknown' | 'certificateOfDevice' | 'certificatesFull' | 'deviceIdInvalid' | 'deviceTwice' | 'deviceRegistered' | 'deviceClaimed' | 'passwordNotKept' | 'blocksFull' | 'notBlocked' | 'claimUnknown' | 'claimClosed' | 'claimOfAnother' | 'claimOfAnotherUnit' | 'claimsFull' | 'claimsOfUnitFull' | 'claimUnitMissing' | 'unitNoCommune' | 'placeForeign' | 'alertUnknown' | 'alertForeign' | 'broadcastUnknown' | 'broadcastForeign' | 'broadcastIdTaken' | 'namesUnknown' | 'notLoudspeakers' | 'noLoudspeakers' | 'speechBusy' | 'unitUnknown' | 'seriesAway' | 'auditUnavailable' | 'rowNotRead' | 'rowFieldMissing' | 'rowFieldTooLong' | 'rowFieldInvalid' | 'rowOutOfRange' | 'rowWordUnknown' | 'rowTooMany' | 'rowUnitUnknown' | 'rowHamletElsewhere' | 'rowPartForeign' | 'rowTwice' | 'rowParentsRing' | 'rowDatesTurned' | 'rowNameTaken' | 'rowForeign';

export interface Rejection {
  at: string;
  reason: string;
  clientId: string;
  topic: string;
  detail: string | null;
  payloadBytes: number;
  sample: string;
}

export interface RejectionsAnswer {
  counts: Record<string, number>;
  items: Rejection[];
  next: string | null;
  total: number;
}

export interface Role {
  role: string;
  permissions: string[];
  secondFactorNeeded: boolean;
}

export interface Rule {
  condition: string;
  kind: AlertedKind;
  severity: Severity;
  effect: RuleEffect;
  field: string | null;
  above: boolean | null;
  raise: number | null;
  clear: number | null;
  raiseAfterSeconds: number;
  clearAfterSeconds: number;
  textVi: string;
  textEn: string;
}

export interface SeriesAnswer {
  from: string;
  to: string;
  step: number;
  completeFrom: string | null;
  series: SeriesColumn[];
}

export interface SeriesColumn {
  device: string | null;
  unit: string | null;
  kind: DeviceKind | null;
  metric: string;
  step: number;
  at: number[];
  mean: number[];
  min: number[];
  max: number[];
  count: number[];
  last: number[] | null;
  sum: number[] | null;
  devices: number[] | null;
}

export interface Session {
  userName: string;
  fullName: string;
  role: AccountRole | null;
  grants: Grant[];
  permissions: string[];
  limit: CallerLimit | null;
  secondFactor: boolean;
  secondFactorNeeded: boolean;
  secondFactorDueAt: string | null;
  lastSignInAt: string | null;
  lastSignInFrom: string | null;
}

export interface SetPasswordRequest {
  password: string;
  mustChange?: boolean;
}

export interface SignInRequest {
  userName?: string | null;
  password?: string | null;
  token?: string | null;
}

export interface SiteEquipment {
  operator: string;
  cells: Cell[];
}

export interface Stranger {
  clientId: string;
  userName: string | null;
  address: string | null;
  topic: string | null;
  sample: string | null;
  count: number;
  firstAt: string;
  lastAt: string;
  passwordKept: boolean;
}

export interface System {
  version: string;
  startedAt: string;
  devices: number;
  registryVersion: number;
  journalBytes: number | null;
  storePosition: number | null;
  journalPosition: number | null;
  messagesTotal: number | null;
  rejectionsTotal: number | null;
  connections: number | null;
  deviceEdgeProblem: string | null;
  journalQuotaBytes: number | null;
  journalSecondsLeft: number | null;
  journalRoom: string | null;
  messagesShed: number | null;
  storeTrouble: string | null;
  storeTroubleSince: string | null;
  auditFault: string | null;
}

export interface TargetsRequest {
  units?: string[] | null;
  devices?: string[] | null;
}

export interface Telemetry {
  fileBytes: number;
  diskFreeBytes: number;
  bytesPerPoint: number | null;
  settledBytes: number | null;
  fullInDays: number | null;
  levels: TelemetryLevel[];
  forwarding: Forwarding | null;
  refusing: string | null;
}

export interface TelemetryLevel {
  name: string;
  bytes: number;
  heldDays: number;
  keptDays: number;
}

export interface Token {
  id: string;
  label: string;
  permissions: string[] | null;
  createdAt: string;
  expiresAt: string | null;
  lastUsedAt: string | null;
  lastUsedFrom: string | null;
}

export interface TokenAnswer {
  userName: string;
  token: string;
  entry: Token;
}

export interface TotpRequest {
  ticket: string;
  code: string;
}

export interface TotpStart {
  ticket: string;
  secret: string;
  uri: string;
}

export interface Twin {
  device: DeviceDocument;
  handle: number;
  health: Health;
  reasons: string[];
  lastSeenAt: string | null;
  online: boolean | null;
  clockWrong: boolean;
  messagesTotal: number;
  duplicatesTotal: number;
  telemetry: JsonObject;
  version: number;
}

export type TwinChange = [handle: number, health: number, conditions: string[], lastSeen: number, playing: number];

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
  lastSeen: number[];
  playing: number[];
}

export interface Unit {
  code: string;
  name: string;
  fullName?: string | null;
  level: string;
  parentCode?: string | null;
  latitude?: number | null;
  longitude?: number | null;
  population?: number | null;
  hasGridPower?: boolean | null;
  validFrom?: string | null;
  validTo?: string | null;
}

export interface UnitImport {
  units: unknown[];
  keepGood?: boolean;
}

export interface UseClaimRequest {
  code: string;
  device: DeviceDocument;
}

export interface User {
  userName: string;
  fullName: string;
  role: string | null;
  grants: Grant[];
  system: boolean;
  disabled: boolean;
  mustChangePassword: boolean;
  secondFactor: boolean;
  secondFactorNeeded: boolean;
  createdAt: string;
  lastSignInAt: string | null;
  lastSignInFrom: string | null;
}

export interface UserDetail {
  user: User;
  can: Can[];
  sessions: OpenSession[];
  tokens: Token[];
}

export interface WaysIn {
  provider: string | null;
}

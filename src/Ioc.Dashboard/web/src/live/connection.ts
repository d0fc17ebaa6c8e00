// The only file that knows SignalR: one connection, at most one overview and one device subscription on it.
//
// SignalR's own automatic reconnect gives up after a while and loses subscriptions; a wall screen must never give up. So the
// loop is ours: connect, subscribe to what is wanted, and when the connection closes wait (backoff.ts) and do it again.
// Every subscription begins with a snapshot, so a reconnect needs no bookkeeping beyond "what is wanted".
//
// A start or a stop of SignalR's may hang for as long as the network swallows what is sent (a computer that slept, a tunnel). Neither is
// waited for: the hub is dropped with whatever it still does, and another one takes its place.
import { HubConnectionBuilder, HubConnectionState, LogLevel } from '@microsoft/signalr';
import type { HubConnection } from '@microsoft/signalr';
import type { LiveMessage, LiveSnapshot } from '../api/types';
import type { LinkState } from '../state/freshness';
import { reconnectDelayMs } from './backoff';

export interface LiveListener {
  onLink(state: LinkState): void;
  /** The centre answers and gives nothing for this unit: it is gone, or not for this person, or too many look at too much. */
  onRefused(unit: string | null): void;
  onSnapshot(snapshot: LiveSnapshot): void;
  onChanges(changes: LiveMessage): void;
}

export interface Wanted {
  unit: string | null;
  device: string | null;
}

/** The server's heartbeat is 5 s; four missed mean that the connection is dead although the socket does not know it. */
const serverTimeoutMs = 20_000;

/** A start is a few round trips, on 3G a second or two; whoever takes longer is not coming. */
const startMs = 15_000;

/** A connection younger than this has not had time to be heard: who looks at the tab twice does not begin it twice. */
const youngMs = 3_000;

export class LiveConnection {
  private hub: HubConnection;
  private unit: string | null = null;
  private device: string | null = null;
  private running = false;
  private attempt = 0;
  private startedAt = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private deadline: ReturnType<typeof setTimeout> | undefined;
  /** Answers of an older Subscribe are dropped: the newer one is the truth. */
  private overviewTurn = 0;
  private deviceTurn = 0;

  constructor(private readonly listener: LiveListener, private readonly random: () => number = Math.random) {
    this.hub = this.makeHub();
  }

  start(unit: string | null): void {
    this.unit = unit;
    this.running = true;
    void this.connect();
  }

  stop(): void {
    this.running = false;
    clearTimeout(this.timer);
    clearTimeout(this.deadline);
    void this.hub.stop();
  }

  setUnit(unit: string | null): void {
    this.unit = unit;
    void this.subscribeOverview();
  }

  setDevice(device: string | null): void {
    this.device = device;
    if (device !== null) {
      void this.subscribeDevice();
      return;
    }
    this.deviceTurn++;
    if (this.hub.state === HubConnectionState.Connected) this.hub.send('Unsubscribe', 'device').catch(() => undefined);
  }

  /** After a gap: a fresh snapshot, from which the versions start again. */
  resubscribe(): void {
    void this.subscribeOverview();
  }

  /** The tab is looked at again, or the network came back: do not sit out a long wait. */
  hurry(silent: boolean): void {
    if (!this.running) return;
    if (silent && this.hub.state !== HubConnectionState.Disconnected && Date.now() - this.startedAt > youngMs) this.drop();
    if (this.hub.state !== HubConnectionState.Disconnected) return;
    this.attempt = 0;
    void this.connect();
  }

  private async connect(): Promise<void> {
    if (!this.running || this.hub.state !== HubConnectionState.Disconnected) return;
    clearTimeout(this.timer);
    this.listener.onLink('connecting');
    const { hub } = this;
    this.startedAt = Date.now();
    this.deadline = setTimeout(() => { this.drop(); this.lost(); }, startMs);
    try {
      await hub.start();
      if (hub !== this.hub || !this.running) return;
      clearTimeout(this.deadline);
      this.attempt = 0;
      this.listener.onLink('up');
      await this.subscribeOverview();
      if (this.device !== null) await this.subscribeDevice();
    } catch {
      // What failed is on screen as "connection lost"; the attempt after this one is the remedy.
      if (hub === this.hub) this.lost();
    }
  }

  private makeHub(): HubConnection {
    const hub = new HubConnectionBuilder().withUrl('/hubs/live', { timeout: startMs }).configureLogging(LogLevel.None).build();
    hub.serverTimeoutInMilliseconds = serverTimeoutMs;
    hub.keepAliveIntervalInMilliseconds = 10_000;
    hub.on('changes', (changes: LiveMessage) => { if (hub === this.hub) this.listener.onChanges(changes); });
    hub.onclose(() => { if (hub === this.hub) this.lost(); });
    return hub;
  }

  /** Not waited for: its socket may be one that nobody answers on. */
  private drop(): void {
    clearTimeout(this.deadline);
    const old = this.hub;
    this.hub = this.makeHub();
    old.stop().catch(() => undefined);
  }

  private lost(): void {
    if (!this.running) return;
    this.listener.onLink('down');
    clearTimeout(this.deadline);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.connect(), reconnectDelayMs(this.attempt++, this.random));
  }

  private async subscribeOverview(): Promise<void> {
    const turn = ++this.overviewTurn;
    const snapshot = await this.subscribe({ unit: this.unit, device: null });
    if (turn !== this.overviewTurn) return;
    if (snapshot) {
      this.listener.onSnapshot(snapshot);
      return;
    }

    if (this.hub.state === HubConnectionState.Connected) this.listener.onRefused(this.unit);
    this.askAgain();
  }

  private async subscribeDevice(): Promise<void> {
    const turn = ++this.deviceTurn;
    const snapshot = await this.subscribe({ unit: null, device: this.device });
    if (snapshot && turn === this.deviceTurn) this.listener.onSnapshot(snapshot);
  }

  /** Null where the server refused (too many scopes, a unit that is gone) or the connection closed meanwhile. */
  private async subscribe(wanted: Wanted): Promise<LiveSnapshot | null> {
    if (this.hub.state !== HubConnectionState.Connected) return null;
    try {
      return await this.hub.invoke<LiveSnapshot>('Subscribe', wanted);
    } catch {
      return null;
    }
  }

  /** A connection that stays up and refuses would leave the screen silently old; a closed one begins again by itself. */
  private askAgain(): void {
    if (!this.running || this.hub.state !== HubConnectionState.Connected) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.subscribeOverview(), reconnectDelayMs(this.attempt++, this.random));
  }
}

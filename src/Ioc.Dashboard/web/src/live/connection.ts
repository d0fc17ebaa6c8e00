// The only file that knows SignalR: one connection, at most one overview and one device subscription on it.
//
// SignalR's own automatic reconnect gives up after a while and loses subscriptions; a wall screen must never give up. So the
// loop is ours: connect, subscribe to what is wanted, and when the connection closes wait (backoff.ts) and do it again.
// Every subscription begins with a snapshot, so a reconnect needs no bookkeeping beyond "what is wanted".
import { HubConnectionBuilder, HubConnectionState, LogLevel } from '@microsoft/signalr';
import type { HubConnection } from '@microsoft/signalr';
import type { LiveMessage, LiveSnapshot } from '../api/types';
import type { LinkState } from '../state/freshness';
import { reconnectDelayMs } from './backoff';

export interface LiveListener {
  onLink(state: LinkState): void;
  onSnapshot(snapshot: LiveSnapshot): void;
  onChanges(changes: LiveMessage): void;
}

export interface Wanted {
  unit: string | null;
  device: string | null;
}

/** The server's heartbeat is 5 s; four missed mean that the connection is dead although the socket does not know it. */
const serverTimeoutMs = 20_000;

export class LiveConnection {
  private readonly hub: HubConnection;
  private unit: string | null = null;
  private device: string | null = null;
  private running = false;
  private attempt = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** Answers of an older Subscribe are dropped: the newer one is the truth. */
  private overviewTurn = 0;
  private deviceTurn = 0;

  constructor(private readonly listener: LiveListener, private readonly random: () => number = Math.random) {
    this.hub = new HubConnectionBuilder().withUrl('/hubs/live').configureLogging(LogLevel.None).build();
    this.hub.serverTimeoutInMilliseconds = serverTimeoutMs;
    this.hub.keepAliveIntervalInMilliseconds = 10_000;
    this.hub.on('changes', (changes: LiveMessage) => this.listener.onChanges(changes));
    this.hub.onclose(() => this.lost());
  }

  start(unit: string | null): void {
    this.unit = unit;
    this.running = true;
    void this.connect();
  }

  stop(): void {
    this.running = false;
    clearTimeout(this.timer);
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
    // Its end brings us to lost(), with no attempt behind us: that waits half a second at most.
    if (silent && this.hub.state === HubConnectionState.Connected) { this.attempt = 0; void this.hub.stop(); return; }
    if (this.hub.state !== HubConnectionState.Disconnected) return;
    clearTimeout(this.timer);
    this.attempt = 0;
    void this.connect();
  }

  private async connect(): Promise<void> {
    if (!this.running || this.hub.state !== HubConnectionState.Disconnected) return;
    this.listener.onLink('connecting');
    try {
      await this.hub.start();
      this.attempt = 0;
      this.listener.onLink('up');
      await this.subscribeOverview();
      if (this.device !== null) await this.subscribeDevice();
    } catch {
      // What failed is on screen as "connection lost"; the attempt after this one is the remedy.
      this.lost();
    }
  }

  private lost(): void {
    if (!this.running) return;
    this.listener.onLink('down');
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.connect(), reconnectDelayMs(this.attempt++, this.random));
  }

  private async subscribeOverview(): Promise<void> {
    const turn = ++this.overviewTurn;
    const snapshot = await this.subscribe({ unit: this.unit, device: null });
    if (turn !== this.overviewTurn) return;
    if (snapshot) this.listener.onSnapshot(snapshot);
    else this.askAgain();
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

// Between the connection and the screen: holds the overview outside React and tells readers, a few times a second, that a
// version moved. A background tab's timers are slowed by the browser; the batches still apply as they come, so what is drawn
// when the tab returns is the present and not a queue of the past.
import type { Alert, DeviceTwin, LiveMessage, LiveSnapshot } from '../api/types';
import { applyAlert, applyChanges, fromSnapshot } from '../state/overview';
import type { Overview } from '../state/overview';
import { lostAfterMs, slowAfterMs } from '../state/freshness';
import type { LinkState } from '../state/freshness';
import { LiveConnection } from './connection';

/** Twice a second is as live as figures that one reads, and leaves a phone its battery. */
const tickMs = 500;

/** A resubscription per gap, but not a storm of them where the server keeps disagreeing. */
const gapPauseMs = 1_000;

/** How often a screen that nobody touches looks whether it slept: a socket that died in the meantime says nothing. */
const watchMs = 5_000;

/** A wall screen that draws nothing for an hour still needs no more than every row once. */
type RowsListener = (overview: Overview, rows: readonly number[] | 'all') => void;

export class LiveStore {
  overview: Overview | null = null;
  twin: DeviceTwin | null = null;
  link: LinkState = 'connecting';
  /** Connected, and the centre gives nothing for the unit that is wanted. */
  refused = false;
  lastHeardAt: number | null = null;
  /** Server clock minus ours, ms: relative times are told by the server's clock. */
  clockSkewMs = 0;
  tick = 0;
  alertsTick = 0;
  broadcastsTick = 0;
  twinTick = 0;

  /** How often an attempt failed or a link broke: a failure between two ticks of the screen leaves no other trace. */
  losses = 0;
  private connection: LiveConnection | null = null;
  private unit: string | null = null;
  /** Of which the overview is: another unit's figures must not stand under this one's name. */
  private overviewUnit: string | null = null;
  private device: string | null = null;
  private readonly listeners = new Set<() => void>();
  private readonly rowListeners = new Set<RowsListener>();
  private readonly dirtyRows = new Set<number>();
  private allDirty = false;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private gapTimer: ReturnType<typeof setTimeout> | undefined;
  private watch: ReturnType<typeof setInterval> | undefined;

  open(unit: string | null): void {
    if (this.connection) return;
    this.unit = unit;
    this.connection = new LiveConnection({
      onLink: (state) => this.onLink(state),
      onRefused: (unit) => this.onRefused(unit),
      onSnapshot: (snapshot) => this.onSnapshot(snapshot),
      onChanges: (changes) => this.onChanges(changes),
    });
    this.connection.setDevice(this.device);
    this.connection.start(unit);
    this.watch = setInterval(() => this.look(), watchMs);
    document.addEventListener('visibilitychange', this.hurry);
    window.addEventListener('online', this.hurry);
  }

  close(): void {
    this.connection?.stop();
    this.connection = null;
    this.overview = null;
    this.lastHeardAt = null;
    clearTimeout(this.gapTimer);
    clearInterval(this.watch);
    document.removeEventListener('visibilitychange', this.hurry);
    window.removeEventListener('online', this.hurry);
  }

  setUnit(unit: string | null): void {
    if (unit === this.unit) return;
    this.unit = unit;
    this.connection?.setUnit(unit);
  }

  setDevice(device: string | null): void {
    if (device === this.device) return;
    this.device = device;
    this.twin = null;
    this.connection?.setDevice(device);
  }

  /** The answer to our own write, shown without waiting for the hub's batch. */
  putAlert(alert: Alert): void {
    if (!this.overview) return;
    applyAlert(this.overview.alerts, alert);
    this.showAlerts();
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  subscribeRows = (listener: RowsListener): (() => void) => {
    this.rowListeners.add(listener);
    if (this.overview) listener(this.overview, 'all');
    return () => this.rowListeners.delete(listener);
  };

  /** What a person just did is on screen now, not at the next tick. */
  private showAlerts(): void {
    this.alertsTick++;
    clearTimeout(this.timer);
    this.publish();
  }

  private readonly hurry = (): void => {
    if (document.visibilityState !== 'visible') return;
    // A sleeping computer's sockets look open for minutes; whoever heard nothing for longer than a heartbeat begins anew at once.
    this.connection?.hurry(this.isSilentFor(slowAfterMs));
  };

  private look(): void {
    if (this.link === 'up' && this.isSilentFor(lostAfterMs)) this.connection?.hurry(true);
  }

  private isSilentFor(ms: number): boolean {
    return this.lastHeardAt !== null && Date.now() - this.lastHeardAt > ms;
  }

  private onLink(state: LinkState): void {
    this.link = state;
    if (state !== 'up') this.refused = false;
    if (state === 'down') this.losses++;
    this.schedule();
  }

  private onRefused(unit: string | null): void {
    if (unit !== this.unit) return;
    this.refused = true;
    if (this.overview && this.overviewUnit !== unit) {
      this.overview = null;
      this.alertsTick++;
      this.broadcastsTick++;
    }
    this.schedule();
  }

  private heard(serverAt: number | undefined): void {
    this.lastHeardAt = Date.now();
    if (serverAt !== undefined) this.clockSkewMs = serverAt - this.lastHeardAt;
  }

  private onSnapshot(snapshot: LiveSnapshot): void {
    if (snapshot.scope === 'device') {
      this.onDevice(snapshot.device, snapshot.twin);
      return;
    }
    this.heard(snapshot.at);
    this.refused = false;
    this.overviewUnit = this.unit;
    this.overview = fromSnapshot(snapshot);
    this.allDirty = true;
    this.alertsTick++;
    this.broadcastsTick++;
    this.schedule();
  }

  private onChanges(changes: LiveMessage): void {
    if (changes.scope === 'device') {
      this.onDevice(changes.device, changes.twin);
      return;
    }
    this.heard(changes.at);
    if (!this.overview) return;
    const applied = applyChanges(this.overview, changes);
    if (applied.outcome === 'gap') this.resubscribeSoon();
    if (applied.outcome !== 'applied') return;
    for (const row of applied.rows) this.dirtyRows.add(row);
    if (applied.alertsChanged) this.alertsTick++;
    if (applied.broadcastsChanged) this.broadcastsTick++;
    this.schedule();
  }

  private onDevice(device: string, twin: DeviceTwin | null): void {
    if (device !== this.device || !twin) return;
    this.twin = twin;
    this.twinTick++;
    this.schedule();
  }

  private resubscribeSoon(): void {
    if (this.gapTimer !== undefined) return;
    this.connection?.resubscribe();
    this.gapTimer = setTimeout(() => { this.gapTimer = undefined; }, gapPauseMs);
  }

  private schedule(): void {
    this.timer ??= setTimeout(() => this.publish(), tickMs);
  }

  private publish(): void {
    this.timer = undefined;
    this.tick++;
    if (this.overview && (this.allDirty || this.dirtyRows.size > 0)) {
      const rows = this.allDirty ? 'all' : [...this.dirtyRows];
      this.allDirty = false;
      this.dirtyRows.clear();
      for (const listener of this.rowListeners) listener(this.overview, rows);
    }
    for (const listener of this.listeners) listener();
  }
}

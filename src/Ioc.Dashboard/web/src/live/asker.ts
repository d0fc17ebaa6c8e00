// When what every screen rests on (units, boundaries) is asked for again: after it failed, at once when the line is back, and when the
// registry is another one. Pure but for its timer.
import type { LinkState } from '../state/freshness';
import { reconnectDelayMs } from './backoff';

/** A team that registers a hundred devices makes a hundred registries: browsers ask once for many, and not all in one moment. */
const spreadMs = 5_000;

export class Asker {
  private attempt = 0;
  private failed = false;
  private link: LinkState | null = null;
  private version: number | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly ask: () => void, private readonly random: () => number = Math.random) {}

  answered(failed: boolean): void {
    this.failed = failed;
    if (failed) this.in(reconnectDelayMs(this.attempt++, this.random));
    else this.attempt = 0;
  }

  /** The live store as it is now; the registry's first version is the one that was asked for. */
  see(link: LinkState, version: number | null): void {
    const isBack = link === 'up' && this.link !== 'up';
    this.link = link;
    if (isBack && this.failed) this.now();
    if (version === null || version === this.version) return;
    if (this.version !== null) this.in(Math.round(spreadMs * this.random()));
    this.version = version;
  }

  stop(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  private in(waitMs: number): void {
    this.timer ??= setTimeout(() => this.now(), waitMs);
  }

  private now(): void {
    this.stop();
    this.failed = false;
    this.ask();
  }
}

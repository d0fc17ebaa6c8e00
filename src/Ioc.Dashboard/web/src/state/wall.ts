// The wall turns through views by itself. What it shows and how long stands in the address, so that a screen is set up by a bookmark.

export const wallViews = ['map', 'alerts', 'units', 'broadcasts'] as const;
export type WallView = (typeof wallViews)[number];

/** Of an address, by its path alone. */
export function isWall(path: string): boolean {
  return path.replace(/\/+$/, '') === '/wall';
}

export interface WallPlan {
  views: readonly WallView[];
  secondsEach: number;
}

/** Shorter and nobody can read; longer and it is not a cycle. */
const secondsMin = 5;
const secondsMax = 600;
const secondsDefault = 20;

export function readPlan(views: string | null, seconds: string | null): WallPlan {
  const named = (views ?? '').split(',').filter((view): view is WallView => (wallViews as readonly string[]).includes(view));
  const asked = seconds === null || seconds.trim() === '' ? Number.NaN : Number(seconds);
  return {
    views: named.length > 0 ? [...new Set(named)] : wallViews,
    secondsEach: Number.isFinite(asked) ? Math.min(secondsMax, Math.max(secondsMin, Math.round(asked))) : secondsDefault,
  };
}

/** The view before (−1) or after (1) in the plan's order. */
export function turn(plan: WallPlan, view: WallView, by: 1 | -1): WallView {
  const at = plan.views.indexOf(view);
  return plan.views[(Math.max(at, 0) + by + plan.views.length) % plan.views.length] ?? 'map';
}

/** The gap of units.css. */
const gapPx = 6;
/** A phone that looks at the wall scrolls. */
const phonePx = 700;

export function rowsThatFit(heightPx: number, widthPx: number, rowPx: number, max: number): number {
  if (widthPx <= phonePx) return max;
  return Math.min(max, Math.max(1, Math.floor((heightPx + gapPx) / (rowPx + gapPx))));
}

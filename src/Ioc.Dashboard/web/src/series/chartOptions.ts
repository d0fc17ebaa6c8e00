// What uPlot is told about one chart: axes in words of the metric, the rules' bounds as dashed lines, a drag that zooms.
import uPlot from 'uplot';
import { isWhole, measure, stateWords } from '../format/metrics';
import { clock, clockAndDay, clockWithSeconds, dayAndMonth, zone } from '../format/time';
import type { Words } from '../i18n';
import { withBounds } from './bounds';
import type { Bound } from './bounds';

export const heightPx = 150;
export const strokes = ['--accent', '--ok', '--degraded', '--faulty', '--offline', '--text-2', '--unknown', '--warning'];
/** Lines differ by dash too, so that colour is never alone. */
export const dashes: readonly (readonly number[])[] = [[], [7, 3], [2, 3], [9, 3, 2, 3], [4, 4], [12, 4], [1, 4], [6, 2, 2, 2]];

const wholeSteps = [1, 2, 5].flatMap((first) => [1, 10, 100, 1000, 10_000].map((power) => first * power)).sort((a, b) => a - b);
const percentField = /_percent$/;
const daySeconds = 86_400;
const fewPoints = 10;
const pointRoomPx = 7;

export interface Plotted {
  field: string;
  lines: number;
  bounds: readonly Bound[];
  /** Unix seconds: the axis shows all of it, also where nothing was measured. */
  span: { current: { from: number; to: number } };
  onCursor: (index: number | null) => void;
  onZoom: (from: number, to: number) => void;
}

function token(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

export function chartOptions({ field, lines, bounds, span, onCursor, onZoom }: Plotted, width: number, words: Words): uPlot.Options {
  const states = stateWords[field];
  const text = token('--text-3');
  const line = token('--line');
  const font = `11px ${token('--font')}`;
  const ticks = (value: number) => (states ? words.word('word', states[value] ?? '') : measure(field, value, words.language));
  return {
    width, height: heightPx,
    // The days and hours that the axis counts by are the province's, whatever the viewer's machine says.
    tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), zone),
    // Half a label of the time axis, which stands at the very end.
    padding: [10, 18, 0, 0],
    legend: { show: false },
    cursor: { y: false, points: { size: 7 }, drag: { x: true, y: false, setScale: false }, sync: { key: 'device' } },
    hooks: {
      setCursor: [(plot) => onCursor(plot.cursor.idx ?? null)],
      setSelect: [(plot) => {
        if (plot.select.width < 8) return;
        onZoom(plot.posToVal(plot.select.left, 'x'), plot.posToVal(plot.select.left + plot.select.width, 'x'));
        plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
      }],
      draw: [(plot) => drawBounds(plot, bounds, field, words)],
    },
    scales: {
      x: { time: true, range: () => [span.current.from, span.current.to] },
      y: { range: (_plot, low, high) => yRange(field, low, high, bounds) },
    },
    axes: [
      { stroke: text, font, grid: { stroke: line, width: 1 }, ticks: { show: false }, gap: 4, size: 24, space: 72, values: (_plot, at, _axis, _space, step) => at.map((seconds) => tickTime(seconds * 1000, step, at)) },
      {
        stroke: text, font, grid: { stroke: line, width: 1 }, ticks: { show: false }, gap: 6, space: 30,
        size: (_plot, values) => Math.max(38, ...(values ?? []).map((value) => value.length * 6.6 + 12)),
        ...(isWhole(field) ? { incrs: wholeSteps } : {}),
        ...(states ? { splits: () => states.map((_, index) => index) } : {}),
        values: (_plot, values) => values.map((value) => (states && !Number.isInteger(value) ? '' : ticks(value))),
      },
    ],
    series: [{}, ...Array.from({ length: lines }, (_, index) => ({
      stroke: token(strokes[index % strokes.length] ?? '--accent'), width: 1.6, points: { size: 3.5, show: showsPoints }, dash: [...(dashes[index % dashes.length] ?? [])],
      ...(lines === 1 && !states ? { fill: `${token('--accent')}1c` } : {}),
      ...(states && uPlot.paths.stepped ? { paths: uPlot.paths.stepped({ align: 1 }) } : {}),
    }))],
  };
}

/** A line of a few points close together would be a speck: they are drawn as points, which one sees; more of them where there is room. */
export function showsPoints(plot: Pick<uPlot, 'data' | 'valToPos'>, series: number, first: number, last: number): boolean {
  const known = (plot.data[series] ?? []).filter((value) => value !== null && value !== undefined).length;
  if (known <= fewPoints) return true;
  const room = Math.abs(plot.valToPos(plot.data[0][last] ?? 0, 'x') - plot.valToPos(plot.data[0][first] ?? 0, 'x'));
  return last - first <= room / pointRoomPx;
}

function yRange(field: string, low: number | null, high: number | null, bounds: readonly Bound[]): [number, number] {
  const states = stateWords[field];
  if (states) return [-0.35, states.length - 0.65];
  if (low === null || high === null) return [0, 1];
  if (percentField.test(field)) return [0, Math.max(100, high)];
  const [bottom, top] = withBounds(low, high, bounds);
  const pad = Math.max((top - bottom) * 0.15, Math.abs(top) * 0.02, isWhole(field) ? 1.2 : 0.5);
  return [bottom >= 0 && bottom - pad < 0 ? 0 : bottom - pad, top + pad];
}

function tickTime(at: number, step: number, all: readonly number[]): string {
  if (step < 60) return clockWithSeconds(at);
  if (step >= daySeconds) return dayAndMonth(at);
  const first = all[0] ?? 0;
  const last = all[all.length - 1] ?? 0;
  return last - first > daySeconds ? clockAndDay(at) : clock(at);
}

function drawBounds(plot: uPlot, bounds: readonly Bound[], field: string, words: Words): void {
  const { ctx, bbox } = plot;
  for (const bound of bounds) {
    const y = plot.valToPos(bound.value, 'y', true);
    if (y < bbox.top || y > bbox.top + bbox.height) continue;
    ctx.save();
    ctx.strokeStyle = ctx.fillStyle = token(bound.severity === 'critical' || bound.severity === 'major' ? '--major' : '--minor');
    ctx.lineWidth = devicePixelRatio;
    ctx.setLineDash([5 * devicePixelRatio, 4 * devicePixelRatio]);
    ctx.beginPath();
    ctx.moveTo(bbox.left, y);
    ctx.lineTo(bbox.left + bbox.width, y);
    ctx.stroke();
    ctx.font = `${10.5 * devicePixelRatio}px ${token('--font')}`;
    ctx.textAlign = 'right';
    const below = y - bbox.top < 16 * devicePixelRatio;
    ctx.fillText(`${bound.above ? '>' : '<'} ${measure(field, bound.value, words.language)}`, bbox.left + bbox.width - 4, y + (below ? 12 : -4) * devicePixelRatio);
    ctx.restore();
  }
}

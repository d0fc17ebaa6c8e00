// One small chart. Drawn once; new points and a new width go to the same uPlot.
import { useComputedColorScheme } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { groupName, isWhole, measure, stateWords } from '../format/metrics';
import { clock, clockWithSeconds } from '../format/time';
import { useWords } from '../i18n';
import type { Words } from '../i18n';
import type { Columns } from './columns';

const heightPx = 150;
const strokes = ['--accent', '--ok', '--degraded', '--faulty', '--offline', '--text-2', '--unknown', '--warning'];
const wholeSteps = [1, 2, 5].flatMap((first) => [1, 10, 100, 1000, 10_000].map((power) => first * power)).sort((a, b) => a - b);
const percentField = /_percent$/;

function token(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

function options(metrics: readonly string[], field: string, width: number, words: Words, onCursor: (index: number | null) => void): uPlot.Options {
  const states = stateWords[field];
  const text = token('--text-3');
  const line = token('--line');
  const font = `11px ${token('--font')}`;
  const ticks = (value: number) => (states ? words.word('word', states[value] ?? '') : measure(field, value, words.language));
  return {
    width, height: heightPx,
    padding: [10, 12, 0, 0],
    legend: { show: false },
    cursor: { y: false, points: { size: 7 }, drag: { x: true, y: false } },
    hooks: { setCursor: [(plot) => onCursor(plot.cursor.idx ?? null)] },
    scales: {
      x: { time: true },
      y: {
        range: (_plot, low, high) => {
          if (states) return [-0.35, states.length - 0.65];
          if (percentField.test(field)) return [0, Math.max(100, high)];
          const pad = Math.max((high - low) * 0.15, Math.abs(high) * 0.02, isWhole(field) ? 1.2 : 0.5);
          return [low >= 0 && low - pad < 0 ? 0 : low - pad, high + pad];
        },
      },
    },
    axes: [
      { stroke: text, font, grid: { stroke: line, width: 1 }, ticks: { show: false }, gap: 4, size: 24, space: 64, values: (_plot, at, _axis, _space, step) => at.map((seconds) => (step < 60 ? clockWithSeconds : clock)(seconds * 1000)) },
      {
        stroke: text, font, grid: { stroke: line, width: 1 }, ticks: { show: false }, gap: 6, space: 30,
        size: (_plot, values) => Math.max(38, ...(values ?? []).map((value) => value.length * 6.6 + 12)),
        ...(isWhole(field) ? { incrs: wholeSteps } : {}),
        ...(states ? { splits: () => states.map((_, index) => index) } : {}),
        values: (_plot, values) => values.map((value) => (states && !Number.isInteger(value) ? '' : ticks(value))),
      },
    ],
    series: [{}, ...metrics.map((metric, index) => ({
      label: metric, stroke: token(strokes[index % strokes.length] ?? '--accent'), width: 1.6, points: { show: false },
      ...(metrics.length === 1 && !states ? { fill: `${token('--accent')}1c` } : {}),
      ...(states && uPlot.paths.stepped ? { paths: uPlot.paths.stepped({ align: 1 }) } : {}),
    }))],
  };
}

export function Chart({ metrics, field, columns }: { metrics: readonly string[]; field: string; columns: Columns }) {
  const words = useWords();
  const { t, word, language } = words;
  const scheme = useComputedColorScheme('dark');
  const host = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const latest = useRef(columns);
  const [cursor, setCursor] = useState<number | null>(null);
  useEffect(() => { latest.current = columns; });
  const key = metrics.join();

  useEffect(() => {
    const element = host.current;
    if (!element) return undefined;
    const made = new uPlot(options(metrics, field, element.clientWidth || 300, words, setCursor), data(latest.current), element);
    plot.current = made;
    const observer = new ResizeObserver(() => made.setSize({ width: element.clientWidth, height: heightPx }));
    observer.observe(element);
    return () => {
      observer.disconnect();
      made.destroy();
      plot.current = null;
    };
    // Words are made anew on every render; the language is what changes them.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [key, field, scheme, language]);
  useEffect(() => { plot.current?.setData(data(columns), true); }, [columns]);

  const at = cursor ?? lastWith(columns);
  const shown = (index: number) => {
    const value = at === null ? null : columns.values[index]?.[at];
    if (value === null || value === undefined) return '–';
    const states = stateWords[field];
    return states ? word('word', states[Math.round(value)] ?? '') : measure(field, value, language);
  };
  const name = word('metric', groupName(metrics) ?? field);
  const time = at === null ? undefined : columns.at[at];
  return (
    <figure className="chart">
      <figcaption>
        <span className="chart-name">{name}</span>
        <span className="chart-at quiet tabular">{cursor !== null && time !== undefined ? clock(time * 1000) : ''}</span>
        {metrics.map((metric, index) => (
          <span key={metric} className="chart-value tabular"><i style={{ background: `var(${strokes[index % strokes.length] ?? '--accent'})` }} aria-hidden />{metrics.length > 1 && <span className="quiet">{nameOf(metric, word)}</span>} {shown(index)}</span>
        ))}
      </figcaption>
      <div ref={host} className="chart-host" role="img" aria-label={t('device.chartLabel', { name })} />
    </figure>
  );
}

function nameOf(metric: string, word: Words['word']): string {
  return metric.startsWith('cells.') ? metric.slice('cells.'.length, metric.lastIndexOf('.')) : word('short', metric);
}

function data(columns: Columns): uPlot.AlignedData {
  return [columns.at, ...columns.values];
}

function lastWith(columns: Columns): number | null {
  for (let index = columns.at.length - 1; index >= 0; index--) if (columns.values.some((column) => column[index] != null)) return index;
  return null;
}

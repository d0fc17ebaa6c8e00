// One small chart. Drawn once; new points, another span and a new width go to the same uPlot.
import { useComputedColorScheme } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { measure, stateWords } from '../format/metrics';
import { clock, clockAndDay } from '../format/time';
import { useWords } from '../i18n';
import type { Span } from '../state/span';
import type { Bound } from './bounds';
import { chartOptions, dashes, heightPx, strokes } from './chartOptions';
import { summary } from './columns';
import type { Columns } from './columns';

const daySeconds = 86_400;

interface Props {
  name: string;
  field: string;
  /** Names of the columns; one column needs none. */
  lines: readonly string[];
  columns: Columns;
  bounds: readonly Bound[];
  span: Span;
  onZoom: (from: number, to: number) => void;
}

export function Chart({ name, field, lines, columns, bounds, span, onZoom }: Props) {
  const words = useWords();
  const { t, word, language } = words;
  const scheme = useComputedColorScheme('dark');
  const host = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const latest = useRef({ columns, onZoom });
  const shownSpan = useRef({ from: span.from / 1000, to: span.to / 1000 });
  const [cursor, setCursor] = useState<number | null>(null);
  useEffect(() => {
    latest.current = { columns, onZoom };
    // A live chart grows with what is appended to it.
    const end = span.range ? Math.max(span.to / 1000, columns.at[columns.at.length - 1] ?? 0) : span.to / 1000;
    shownSpan.current = { from: end - (span.to - span.from) / 1000, to: end };
  });
  const key = JSON.stringify([lines.length, bounds]);

  useEffect(() => {
    const element = host.current;
    if (!element) return undefined;
    const plotted = { field, lines: lines.length, bounds, span: shownSpan, onCursor: setCursor, onZoom: (from: number, to: number) => latest.current.onZoom(from * 1000, to * 1000) };
    const made = new uPlot(chartOptions(plotted, element.clientWidth || 300, words), data(latest.current.columns), element);
    plot.current = made;
    const observer = new ResizeObserver(() => made.setSize({ width: element.clientWidth, height: heightPx }));
    observer.observe(element);
    return () => {
      observer.disconnect();
      made.destroy();
      plot.current = null;
    };
    // Words are made anew on every render; the language is what changes them. The key stands for lines and bounds.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [key, field, scheme, language]);
  useEffect(() => { plot.current?.setData(data(columns), true); }, [columns, span.from, span.to]);

  const at = cursor ?? lastWith(columns);
  const say = (value: number | null | undefined) => {
    if (value === null || value === undefined) return '–';
    const states = stateWords[field];
    return states ? word('word', states[Math.round(value)] ?? '') : measure(field, value, language);
  };
  const time = at === null ? undefined : columns.at[at];
  return (
    <figure className="chart">
      <figcaption>
        <span className="chart-name">{name}</span>
        <span className="chart-at quiet tabular">{cursor !== null && time !== undefined ? (span.to - span.from > daySeconds * 1000 ? clockAndDay : clock)(time * 1000) : ''}</span>
        {lines.map((line, index) => (
          <span key={line} className="chart-value tabular"><Swatch index={index} />{lines.length > 1 && <span className="quiet">{line}</span>} {say(at === null ? null : columns.values[index]?.[at])}</span>
        ))}
      </figcaption>
      <div ref={host} className="chart-host" role="img" aria-label={describe()} />
    </figure>
  );

  function describe(): string {
    const said = lines.flatMap((line, index) => {
      const sum = summary(columns.values[index] ?? []);
      return sum ? [t('charts.summary', { line: lines.length > 1 ? line : name, last: say(sum.last), low: say(sum.low), high: say(sum.high) })] : [];
    });
    return `${t('charts.label', { name })}. ${said.join('. ')}`;
  }
}

/** As the line is drawn: colour and dash. */
function Swatch({ index }: { index: number }) {
  return (
    <svg width="18" height="4" viewBox="0 0 18 4" aria-hidden>
      <line x1="0" y1="2" x2="18" y2="2" strokeWidth="2" stroke={`var(${strokes[index % strokes.length] ?? '--accent'})`} strokeDasharray={(dashes[index % dashes.length] ?? []).join(' ')} />
    </svg>
  );
}

function data(columns: Columns): uPlot.AlignedData {
  return [columns.at, ...columns.values];
}

function lastWith(columns: Columns): number | null {
  for (let index = columns.at.length - 1; index >= 0; index--) if (columns.values.some((column) => column[index] != null)) return index;
  return null;
}

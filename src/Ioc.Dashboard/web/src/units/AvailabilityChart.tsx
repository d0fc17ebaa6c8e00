import { SegmentedControl } from '@mantine/core';
import { useMemo, useState } from 'react';
import { api } from '../api/client';
import { percentOf } from '../format/numbers';
import { clock, clockAndDay, dayAndMonth } from '../format/time';
import { useWords } from '../i18n';
import { askedFor, availabilityRanges, axisLabels, columnsOf, overall, rangesFor } from '../state/availability';
import type { AvailabilityRange, Column } from '../state/availability';
import { ProblemNotice, Waiting } from '../ui/Notice';
import { useLoad } from '../ui/useLoad';
import { BarLegend } from './BarLegend';

const hourSeconds = 3_600;
const daySeconds = 86_400;
const layers = ['ok', 'degraded', 'offline', 'faulty'] as const;

/** How much of the time the unit's devices worked, from what the centre recorded. */
export function AvailabilityChart({ code, devices }: { code: string; devices: number }) {
  const { t, language } = useWords();
  const ranges = rangesFor(devices);
  const [wanted, setRange] = useState<AvailabilityRange>('7d');
  const range = ranges.includes(wanted) ? wanted : ranges[ranges.length - 1] ?? '24h';
  const [openedAt] = useState(() => Date.now());
  const { from, step } = askedFor(range, openedAt);
  const asked = useLoad(ranges.length > 0 && devices > 0 ? `availability|${code}|${range}` : null, (signal) => api.availability(code, { from, step }, signal));
  const columns = useMemo(() => (asked.data ? columnsOf(asked.data) : []), [asked.data]);
  const all = asked.data && overall(asked.data);
  return (
    <section className="box availability">
      <h2>{t('units.availability')}</h2>
      {ranges.length > 1 && <SegmentedControl size="xs" fullWidth aria-label={t('charts.range')} value={range} onChange={(value) => setRange(value as AvailabilityRange)} data={ranges.map((one) => ({ value: one, label: t(`charts.ranges.${one}`) }))} />}
      {asked.error !== undefined && <ProblemNotice error={asked.error} onRetry={asked.reload} />}
      {asked.loading && !asked.data && <Waiting text={t('common.loading')} />}
      {all?.working === null && <p className="quiet">{t('units.availabilityNone')}</p>}
      {all && all.working !== null && (
        <>
          <p className="unit-figure tabular"><b>{percentOf(all.working, language)}</b> <span className="quiet">{t('units.availabilityOf')}</span></p>
          {all.known < 0.995 && <p className="quiet">{t('units.availabilityKnown', { share: percentOf(all.known, language) })}</p>}
          <Bars columns={columns} step={availabilityRanges[range].step} />
        </>
      )}
    </section>
  );
}

function Bars({ columns, step }: { columns: readonly Column[]; step: number }) {
  const { t, word, language } = useWords();
  const when = (at: number) => (step >= daySeconds ? dayAndMonth(at) : step > hourSeconds ? clockAndDay(at) : clock(at));
  const say = (column: Column) => `${when(column.at)}: ${column.working === null ? word('health', 'notKnown') : percentOf(column.working, language)}`;
  const worst = columns.reduce<Column | null>((a, b) => (b.working !== null && (a === null || b.working < (a.working ?? 1)) ? b : a), null);
  return (
    <>
      <div className="bars" role="img" aria-label={`${t('units.availability')}. ${worst ? t('units.availabilityWorst', { text: say(worst) }) : ''}`}>
        {columns.map((column) => (
          <span key={column.at} title={`${say(column)}${layers.map((layer) => (column[layer] > 0 ? `\n${word('health', layer)} ${percentOf(column[layer], language)}` : '')).join('')}`}>
            {[...layers].reverse().map((layer) => <i key={layer} className={`bar-${layer}`} style={{ height: `${column[layer] * 100}%` }} />)}
          </span>
        ))}
      </div>
      <div className="bars-axis" aria-hidden>{axisLabels(columns, step).map(({ at, share }) => <span key={at} style={{ left: `${share * 100}%` }}>{step > hourSeconds ? dayAndMonth(at) : clock(at)}</span>)}</div>
      <BarLegend healths={layers} />
    </>
  );
}

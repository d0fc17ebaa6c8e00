import { Button } from '@mantine/core';
import { useMemo, useState } from 'react';
import { api } from '../api/client';
import type { DeviceTwin, Rule, SeriesColumn } from '../api/types';
import { useAddress } from '../app/address';
import { chartedMetrics, fieldOf, groupName } from '../format/metrics';
import { clockAndDay, instant } from '../format/time';
import { useWords } from '../i18n';
import type { Words } from '../i18n';
import { useLiveStore } from '../live/hooks';
import { rangeSeconds, readSpan, writeSpan } from '../state/span';
import type { Span } from '../state/span';
import { Empty, ProblemNotice, Waiting } from '../ui/Notice';
import { useLoad } from '../ui/useLoad';
import { boundsOf } from './bounds';
import { Chart } from './Chart';
import { ChartBar, comparedMax } from './ChartBar';
import { alignDevices, alignSeries, appendLatest, hasValues } from './columns';
import type { Columns } from './columns';

/** Longer than this, one more message moves no pixel. */
const liveMaxSeconds = rangeSeconds['24h'];

export function DeviceCharts({ twin }: { twin: DeviceTwin }) {
  const { t } = useWords();
  const { params, set } = useAddress();
  const { id } = twin.device;
  const [openedAt, setOpenedAt] = useState(() => Date.now());
  const spanText = ['range', 'from', 'to'].map((name) => params.get(name) ?? '').join('|');
  const onSpan = (to: (now: number) => Span) => {
    const now = Date.now();
    // A range ends now, and now is when it was asked for.
    setOpenedAt(now);
    set(writeSpan(to(now)), true);
  };
  // eslint-disable-next-line react-hooks/exhaustive-deps -- the text is what of the address matters
  const span = useMemo(() => readSpan(params, openedAt), [spanText, openedAt]);
  const withText = params.get('with') ?? '';
  const compared = useMemo(() => withText.split(',').filter((one) => one !== '' && one !== id).slice(0, comparedMax), [withText, id]);
  // Which cells a site has is taken once: a chart must not vanish because one message lacked its cells.
  const [groups] = useState(() => chartedMetrics(twin.device.kind, twin.telemetry));
  const metrics = useMemo(() => groups.flat(), [groups]);
  const rules = useLoad('rules', api.rules);
  const series = useLoad(`${id}|${span.from}|${span.to}|${withText}`, (signal) => api.series([id, ...compared], metrics, Math.round(span.from), Math.round(span.to), signal));
  // The old curves stay until the new ones are here: zooming must not flicker.
  const [drawn, setDrawn] = useState<{ answer: SeriesColumn[]; completeFrom: number | null; span: Span; compared: readonly string[]; step: number } | null>(null);
  if (series.data && drawn?.answer !== series.data.series) setDrawn({ answer: series.data.series, completeFrom: instant(series.data.completeFrom), span, compared, step: series.data.step });
  return (
    <>
      <ChartBar twin={twin} span={span} compared={compared} metrics={metrics} step={drawn?.step ?? null} onSpan={onSpan} />
      {series.error !== undefined && <ProblemNotice error={series.error} onRetry={series.reload} />}
      {drawn && drawn.completeFrom !== null && <div className="notice is-problem" role="status"><p>{t('charts.incomplete', { time: clockAndDay(drawn.completeFrom) })}</p><Button size="compact-sm" variant="default" onClick={series.reload}>{t('problem.retry')}</Button></div>}
      {!drawn ? series.error === undefined && <Waiting text={t('device.loadingCharts')} /> : (
        <Grid groups={groups} answer={drawn.answer} span={drawn.span} compared={drawn.compared} rules={rules.data?.items ?? []} twin={twin} onZoom={(from, to) => onSpan(() => ({ from, to, range: null }))} />
      )}
    </>
  );
}

interface GridProps {
  groups: readonly string[][];
  answer: readonly SeriesColumn[];
  span: Span;
  compared: readonly string[];
  rules: readonly Rule[];
  twin: DeviceTwin;
  onZoom: (from: number, to: number) => void;
}

function Grid({ groups, answer, span, compared, rules, twin, onZoom }: GridProps) {
  const words = useWords();
  const store = useLiveStore();
  const { id, kind, name } = twin.device;
  const period = twin.device.periodSeconds ?? 0;
  const drawn = useMemo(() => {
    const nameOf = (device: string) => (device === id ? name : store.overview?.name[store.overview.rowById.get(device) ?? -1] ?? device);
    const own = answer.filter((one) => one.device === id);
    if (compared.length === 0) return groups.map((metrics) => ({ metrics, lines: metrics.map((metric) => lineName(metric, words)), columns: alignSeries(own, metrics, period) }));
    const devices = [id, ...compared];
    return groups.flat().map((metric) => ({ metrics: [metric], lines: devices.map(nameOf), columns: alignDevices(answer, devices, metric, period) }));
  }, [groups, answer, compared, id, name, period, store, words]);
  const shown = drawn.filter(({ columns }) => hasValues(columns));
  if (shown.length === 0) return <Empty title={words.t('device.noSeries')} hint={words.t('charts.noneHint')} />;
  const isLive = span.range !== null && rangeSeconds[span.range] <= liveMaxSeconds && compared.length === 0;
  return (
    <div className="charts">
      {shown.map(({ metrics, lines, columns }) => {
        const field = fieldOf(metrics[0] ?? '');
        const title = `${words.word('metric', groupName(metrics) ?? field)}${compared.length > 0 && metrics[0]?.startsWith('cells.') ? ` · ${lineName(metrics[0], words)}` : ''}`;
        const common = { name: title, field, lines, bounds: boundsOf(rules, kind, field), span, onZoom };
        const key = `${metrics.join()}|${span.from}|${compared.join()}`;
        return isLive ? <Live key={key} {...common} metrics={metrics} start={columns} twin={twin} keepSeconds={rangeSeconds[span.range ?? '24h']} /> : <Chart key={key} {...common} columns={columns} />;
      })}
    </div>
  );
}

type LiveProps = Omit<Parameters<typeof Chart>[0], 'columns'> & { metrics: readonly string[]; start: Columns; twin: DeviceTwin; keepSeconds: number };

function Live({ metrics, start, twin, keepSeconds, ...chart }: LiveProps) {
  const [columns, setColumns] = useState(start);
  const [heard, setHeard] = useState<string | null>(null);
  if (heard !== twin.lastSeenAt) {
    setHeard(twin.lastSeenAt);
    setColumns(appendLatest(columns, metrics, twin, keepSeconds));
  }
  return <Chart {...chart} columns={columns} />;
}

function lineName(metric: string, { word }: Words): string {
  return metric.startsWith('cells.') ? metric.slice('cells.'.length, metric.lastIndexOf('.')) : word('short', metric);
}

import { useMemo, useState } from 'react';
import { api } from '../api/client';
import type { DeviceTwin } from '../api/types';
import { chartedMetrics, fieldOf } from '../format/metrics';
import { useWords } from '../i18n';
import { Empty, ProblemNotice, Waiting } from '../ui/Notice';
import { useLoad } from '../ui/useLoad';
import { alignSeries, appendLatest, hasValues } from './columns';
import type { Columns } from './columns';
import { Chart } from './Chart';

const daySeconds = 86_400;

export function DeviceCharts({ twin }: { twin: DeviceTwin }) {
  const { t } = useWords();
  // Which cells a site has is taken once: a chart must not vanish because one message lacked its cells.
  const [groups] = useState(() => chartedMetrics(twin.device.kind, twin.telemetry));
  const series = useLoad(twin.device.id, (signal) => api.series(twin.device.id, groups.flat(), Date.now() - daySeconds * 1000, Date.now(), signal));
  if (series.error) return <ProblemNotice error={series.error} onRetry={series.reload} />;
  if (!series.data) return <Waiting text={t('device.loadingCharts')} />;
  return <Grid key={series.data.from} groups={groups} answer={series.data.series} twin={twin} />;
}

function Grid({ groups, answer, twin }: { groups: readonly string[][]; answer: Parameters<typeof alignSeries>[0]; twin: DeviceTwin }) {
  const { t } = useWords();
  const drawn = useMemo(() => groups.map((metrics) => ({ metrics, columns: alignSeries(answer, metrics) })), [groups, answer]);
  const shown = drawn.filter(({ columns }) => hasValues(columns));
  if (shown.length === 0) return <Empty title={t('device.noSeries')} />;
  return <div className="charts">{shown.map(({ metrics, columns }) => <Live key={metrics.join()} metrics={metrics} start={columns} twin={twin} />)}</div>;
}

function Live({ metrics, start, twin }: { metrics: readonly string[]; start: Columns; twin: DeviceTwin }) {
  const [columns, setColumns] = useState(start);
  const [heard, setHeard] = useState<string | null>(null);
  if (heard !== twin.lastSeenAt) {
    setHeard(twin.lastSeenAt);
    setColumns(appendLatest(columns, metrics, twin, daySeconds));
  }
  return <Chart metrics={metrics} field={fieldOf(metrics[0] ?? '')} columns={columns} />;
}

// What the charts show: how long, where, and beside which other devices. All of it stands in the address.
import { ActionIcon, Button, MultiSelect, UnstyledButton } from '@mantine/core';
import { IconChevronLeft, IconChevronRight, IconDownload, IconZoomIn, IconZoomOut } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { queryString } from '../api/client';
import type { DeviceTwin } from '../api/types';
import { useAddress } from '../app/address';
import { clockAndDay } from '../format/time';
import { useWords } from '../i18n';
import { useLiveStore } from '../live/hooks';
import { kindOf } from '../state/devices';
import { foldText } from '../state/search';
import { rangeNames, shift, zoom } from '../state/span';
import type { Span } from '../state/span';

/** Past five lines a chart is not read any more. */
export const comparedMax = 4;
const foundMax = 40;

interface Props {
  twin: DeviceTwin;
  span: Span;
  compared: readonly string[];
  metrics: readonly string[];
  step: number | null;
  onSpan: (to: (now: number) => Span) => void;
}

export function ChartBar({ twin, span, compared, metrics, step, onSpan }: Props) {
  const { t } = useWords();
  const { set } = useAddress();
  const tool = (label: string, icon: React.ReactNode, to: (now: number) => Span) => <ActionIcon variant="default" size="md" aria-label={label} title={label} onClick={() => onSpan(to)}>{icon}</ActionIcon>;
  const file = `/api/v1/series/export${queryString({ device: [twin.device.id, ...compared], metric: metrics, from: Math.round(span.from), to: Math.round(span.to), step: step ?? 0 })}`;
  return (
    <div className="chart-bar">
      <div className="chips" role="group" aria-label={t('charts.range')}>
        {rangeNames.map((range) => <UnstyledButton key={range} className={`chip${span.range === range ? ' is-on' : ''}`} aria-pressed={span.range === range} onClick={() => onSpan(() => ({ ...span, range }))}>{t(`charts.ranges.${range}`)}</UnstyledButton>)}
      </div>
      <span className="chart-tools">
        {tool(t('charts.earlier'), <IconChevronLeft size={16} aria-hidden />, (now) => shift(span, -1, now))}
        {tool(t('charts.later'), <IconChevronRight size={16} aria-hidden />, (now) => shift(span, 1, now))}
        {tool(t('charts.zoomIn'), <IconZoomIn size={16} aria-hidden />, (now) => zoom(span, 0.5, now))}
        {tool(t('charts.zoomOut'), <IconZoomOut size={16} aria-hidden />, (now) => zoom(span, 2, now))}
      </span>
      {span.range === null && <span className="quiet tabular" role="status">{clockAndDay(span.from)} – {clockAndDay(span.to)}</span>}
      <Compare twin={twin} compared={compared} onChange={(ids) => set({ with: ids.join(',') }, true)} />
      <Button component="a" href={file} download size="sm" variant="default" leftSection={<IconDownload size={15} aria-hidden />}>{t('charts.export')}</Button>
    </div>
  );
}

function Compare({ twin, compared, onChange }: { twin: DeviceTwin; compared: readonly string[]; onChange: (ids: string[]) => void }) {
  const { t } = useWords();
  const { overview } = useLiveStore();
  const [text, setText] = useState('');
  const options = useMemo(() => {
    if (!overview) return compared.map((id) => ({ value: id, label: id }));
    const wanted = foldText(text);
    const found: { value: string; label: string }[] = [];
    const near = (row: number) => (overview.unit[row] === twin.device.unitCode ? 0 : 1);
    const rows = Array.from({ length: overview.count }, (_, row) => row).filter((row) => kindOf(overview, row) === twin.device.kind && overview.id[row] !== twin.device.id);
    // The neighbours first: they are what a device is compared with.
    for (const row of rows.sort((a, b) => near(a) - near(b))) {
      const [id = '', name = ''] = [overview.id[row], overview.name[row]];
      const isPicked = compared.includes(id);
      if (isPicked || (found.length < foundMax && (wanted === '' || id.toLowerCase().includes(wanted) || foldText(name).includes(wanted)))) found.push({ value: id, label: `${name} · ${id}` });
    }
    return found;
  }, [overview, text, compared, twin.device.id, twin.device.kind, twin.device.unitCode]);
  return (
    <MultiSelect
      className="chart-compare" size="sm" aria-label={t('charts.compare')} placeholder={compared.length === 0 ? t('charts.compare') : undefined} data={options} value={[...compared]} onChange={onChange} searchable searchValue={text} onSearchChange={setText}
      maxValues={comparedMax} hidePickedOptions filter={({ options: all }) => all} nothingFoundMessage={t('devices.none')} maxDropdownHeight={260}
    />
  );
}

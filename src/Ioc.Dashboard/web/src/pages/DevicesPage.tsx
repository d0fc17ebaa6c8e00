import { Select, TextInput, UnstyledButton } from '@mantine/core';
import { IconArrowDown, IconSearch } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useMemo, useRef } from 'react';
import { Link } from 'react-router';
import { healthWords, kindWords } from '../api/types';
import type { HealthWord } from '../api/types';
import { useAddress } from '../app/address';
import { useUnits } from '../app/units';
import { Reasons } from '../device/Reasons';
import { number } from '../format/numbers';
import { useWords } from '../i18n';
import { useOverview } from '../live/hooks';
import { filterRows, healthOf, kindOf, sortRows } from '../state/devices';
import type { DeviceSort } from '../state/devices';
import type { Overview } from '../state/overview';
import { unitName } from '../state/units';
import { Ago } from '../ui/Ago';
import { HealthMark } from '../ui/HealthMark';
import { KindIcon } from '../ui/KindIcon';
import { Empty, Waiting } from '../ui/Notice';

const rowPx = 40;
const sorts: readonly DeviceSort[] = ['health', 'name', 'unit', 'lastSeen'];
const healthOrder: readonly HealthWord[] = ['faulty', 'offline', 'degraded', 'unknown', 'ok'];

export function DevicesPage() {
  const { t, word, language } = useWords();
  const { params, set } = useAddress();
  const units = useUnits();
  const { value: overview, tick } = useOverview();
  const kind = kindWords.find((one) => one === params.get('kind')) ?? null;
  const health = healthWords.find((one) => one === params.get('health')) ?? null;
  const trouble = params.get('health') === 'trouble';
  const text = params.get('q') ?? '';
  const sort = sorts.find((one) => one === params.get('sort')) ?? 'health';
  const rows = useMemo(
    () => (overview ? sortRows(overview, filterRows(overview, { kind, health, trouble, text }), sort, (code) => unitName(units, code)) : []),
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the overview changes in place; its tick says when
    [overview, tick, kind, health, trouble, text, sort, units],
  );
  return (
    <section className="page">
      <header className="page-head">
        <h1>{t('devices.title')}</h1>
        <TextInput size="sm" w={230} value={text} onChange={(event) => set({ q: event.currentTarget.value }, true)} placeholder={t('devices.search')} aria-label={t('devices.search')} leftSection={<IconSearch size={15} aria-hidden />} />
        <Select size="sm" w={160} aria-label={t('devices.kind')} clearable placeholder={t('kind.all')} value={kind} onChange={(value) => set({ kind: value })} data={kindWords.map((one) => ({ value: one, label: word('kind', one) }))} />
        <Select size="sm" w={180} aria-label={t('devices.health')} clearable placeholder={t('health.all')} value={trouble ? 'trouble' : health} onChange={(value) => set({ health: value })} data={[{ value: 'trouble', label: t('health.trouble') }, ...healthOrder.map((one) => ({ value: one as string, label: word('health', one) }))]} />
        <span className="page-count quiet tabular" role="status">{overview ? t('devices.count', { n: number(rows.length, language) }) : ''}</span>
      </header>
      {!overview ? <Waiting text={t('common.loading')} /> : rows.length === 0 ? <Empty title={t('devices.none')} /> : <DeviceTable overview={overview} rows={rows} sort={sort} onSort={(by) => set({ sort: by === 'health' ? null : by }, true)} />}
    </section>
  );
}

function DeviceTable({ overview, rows, sort, onSort }: { overview: Overview; rows: readonly number[]; sort: DeviceSort; onSort: (sort: DeviceSort) => void }) {
  const { t, word } = useWords();
  const { link } = useAddress();
  const units = useUnits();
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({ count: rows.length, getScrollElement: () => scroller.current, estimateSize: () => rowPx, overscan: 12 });
  const head = (by: DeviceSort, name: string) => (
    <span role="columnheader" aria-sort={sort === by ? 'descending' : 'none'}>
      <UnstyledButton className={`sort${sort === by ? ' is-sorted' : ''}`} onClick={() => onSort(by)} title={t('devices.sortBy', { name })}>{name}{sort === by && <IconArrowDown size={13} aria-hidden />}</UnstyledButton>
    </span>
  );
  return (
    <div className="table devices-table" role="table" aria-label={t('devices.table')} aria-rowcount={rows.length + 1}>
      <div className="table-head" role="row">
        {head('health', t('devices.health'))}{head('name', t('devices.name'))}
        <span role="columnheader">{t('devices.kind')}</span>{head('unit', t('devices.unit'))}<span role="columnheader">{t('devices.reasons')}</span>{head('lastSeen', t('devices.lastSeen'))}
      </div>
      <div className="table-scroll" ref={scroller} role="rowgroup" tabIndex={0} aria-label={t('devices.table')}>
        <div style={{ height: virtual.getTotalSize(), position: 'relative' }}>
          {virtual.getVirtualItems().map((item) => {
            const row = rows[item.index] ?? 0;
            const id = overview.id[row] ?? '';
            const kind = kindOf(overview, row);
            return (
              <div key={item.key} role="row" aria-rowindex={item.index + 2} className="table-row" style={{ transform: `translateY(${item.start}px)` }}>
                <span role="cell"><HealthMark health={healthOf(overview, row)} /></span>
                <span role="cell" className="cell-name"><Link to={link(`/devices/${encodeURIComponent(id)}`)}>{overview.name[row]}</Link> <span className="mono quiet">{id}</span></span>
                <span role="cell" className="cell-kind"><KindIcon kind={kind} /> {word('kind', kind)}</span>
                <span role="cell">{unitName(units, overview.unit[row] ?? '')}</span>
                <span role="cell"><Reasons reasons={overview.conditions[row] ?? []} /></span>
                <span role="cell"><Ago at={overview.lastSeen[row]} none={t('devices.never')} /></span>
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}

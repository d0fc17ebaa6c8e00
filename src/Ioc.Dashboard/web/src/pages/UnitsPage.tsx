import { TextInput, UnstyledButton } from '@mantine/core';
import { IconArrowDown, IconSearch } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useMemo, useRef, useState } from 'react';
import { Link } from 'react-router';
import { useAddress } from '../app/address';
import { LiveWaiting } from '../app/LiveWaiting';
import { useUnits } from '../app/units';
import { number, percent } from '../format/numbers';
import { useWords } from '../i18n';
import { sortUnits } from '../state/ranking';
import type { UnitRow, UnitSort } from '../state/ranking';
import { foldText } from '../state/search';
import { unitName } from '../state/units';
import { Empty } from '../ui/Notice';
import { SortSelect } from '../ui/SortSelect';
import { BarLegend } from '../units/BarLegend';
import { HealthBar } from '../units/HealthBar';
import { useUnitRows } from '../units/useUnitRows';

const rowPx = 42;
const sortNames = { trouble: 'trouble', share: 'share', alerts: 'alerts', total: 'devices', name: 'name' } as const satisfies Record<UnitSort, string>;
const sorts = Object.keys(sortNames) as UnitSort[];

/** The scope's communes, ranked: which one needs help first. */
export function UnitsPage() {
  const { t, language } = useWords();
  const { params, set } = useAddress();
  const units = useUnits();
  const rows = useUnitRows();
  const [text, setText] = useState('');
  const sort = sorts.find((one) => one === params.get('sort')) ?? 'trouble';
  const shown = useMemo(() => {
    const wanted = foldText(text.trim());
    const nameOf = (code: string) => unitName(units, code);
    const found = wanted === '' ? rows ?? [] : (rows ?? []).filter((row) => foldText(nameOf(row.code)).includes(wanted));
    return sortUnits(found, sort, nameOf);
  }, [rows, text, sort, units]);
  return (
    <section className="page">
      <header className="page-head">
        <h1>{t('units.title')}</h1>
        <TextInput size="sm" w={240} value={text} onChange={(event) => setText(event.currentTarget.value)} placeholder={t('units.search')} aria-label={t('units.search')} leftSection={<IconSearch size={15} aria-hidden />} />
        <SortSelect sort={sort} sorts={sorts.map((by) => ({ sort: by, name: t(`units.${sortNames[by]}`) }))} onSort={(by) => set({ sort: by === 'trouble' ? null : by }, true)} />
        <BarLegend />
        <span className="bar-space" />
        <span className="quiet tabular">{rows && t('units.count', { n: number(shown.length, language) })}</span>
      </header>
      {!rows && <LiveWaiting />}
      {rows && shown.length === 0 && <Empty title={t('units.none')} />}
      {rows && shown.length > 0 && <Table rows={shown} sort={sort} onSort={(by) => set({ sort: by === 'trouble' ? null : by }, true)} />}
    </section>
  );
}

function Table({ rows, sort, onSort }: { rows: readonly UnitRow[]; sort: UnitSort; onSort: (by: UnitSort) => void }) {
  const { t, language } = useWords();
  const { link } = useAddress();
  const units = useUnits();
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({ count: rows.length, getScrollElement: () => scroller.current, estimateSize: () => rowPx, overscan: 12 });
  const head = (by: UnitSort, name: string, right = false) => (
    <span role="columnheader" className={right ? 'is-right' : ''} aria-sort={sort !== by ? 'none' : by === 'name' ? 'ascending' : 'descending'}>
      <UnstyledButton className={`sort${sort === by ? ' is-sorted' : ''}`} onClick={() => onSort(by)} title={t('devices.sortBy', { name })}>{name}{sort === by && <IconArrowDown size={13} aria-hidden />}</UnstyledButton>
    </span>
  );
  return (
    <div className="table units-table" role="table" aria-label={t('units.table')} aria-rowcount={rows.length + 1}>
      <div className="table-head" role="row">
        {head('name', t('units.name'))}{head('total', t('units.devices'), true)}<span role="columnheader">{t('units.health')}</span>
        {head('trouble', t('units.trouble'), true)}{head('share', t('units.share'), true)}{head('alerts', t('units.alerts'), true)}
      </div>
      <div className="table-scroll" ref={scroller} role="rowgroup" tabIndex={0} aria-label={t('units.table')}>
        <div style={{ height: virtual.getTotalSize(), position: 'relative' }}>
          {virtual.getVirtualItems().map((item) => {
            const row = rows[item.index];
            if (!row) return null;
            return (
              <div key={item.key} role="row" aria-rowindex={item.index + 2} className="table-row" style={{ transform: `translateY(${item.start}px)` }}>
                <span role="cell" className="cell-name"><Link to={link(`/units/${encodeURIComponent(row.code)}`)}>{unitName(units, row.code)}</Link></span>
                <span role="cell" className="is-right tabular">{number(row.total, language)}</span>
                <span role="cell"><HealthBar byHealth={row.byHealth} /></span>
                <span role="cell" className={`is-right tabular${row.trouble > 0 ? ' is-strong' : ' quiet'}`}>{number(row.trouble, language)}</span>
                <span role="cell" className="is-right tabular quiet">{percent(row.trouble, row.total, language)}</span>
                <span role="cell" className="is-right tabular">{row.alerts === 0 ? <span className="quiet">0</span> : <>{number(row.alerts, language)}{row.waiting > 0 && <b className="waiting-dot" title={t('rail.waiting', { n: row.waiting })} />}</>}</span>
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}

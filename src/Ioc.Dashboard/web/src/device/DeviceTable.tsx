// 20,000 rows of which some thirty exist. One tab stop: arrows move, Space chooses, Shift extends, Enter opens.
import { UnstyledButton } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconArrowDown, IconArrowUp, IconCheck } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useId, useMemo, useRef } from 'react';
import type { KeyboardEvent, MouseEvent } from 'react';
import { Link, useNavigate } from 'react-router';
import { useAddress } from '../app/address';
import { useUnits } from '../app/units';
import { useWords } from '../i18n';
import { healthOf, kindOf } from '../state/devices';
import type { DeviceSort } from '../state/devices';
import type { Labels } from '../state/deviceLabels';
import type { Overview } from '../state/overview';
import { chooseAll, clear, move, noSelection, through, toggle } from '../state/selection';
import type { Selection } from '../state/selection';
import { unitName } from '../state/units';
import { Ago } from '../ui/Ago';
import { HealthMark } from '../ui/HealthMark';
import { KindIcon } from '../ui/KindIcon';
import { Reasons } from './Reasons';

const deskRowPx = 40;
/** Two lines, and a thumb. */
const phoneRowPx = 58;
const columns: readonly { sort: DeviceSort; name: string }[] = [
  { sort: 'health', name: 'health' }, { sort: 'name', name: 'name' }, { sort: 'id', name: 'id' }, { sort: 'kind', name: 'kind' }, { sort: 'unit', name: 'unit' },
  { sort: 'reasons', name: 'reasons' }, { sort: 'vendor', name: 'vendor' }, { sort: 'lastSeen', name: 'lastSeen' },
];

interface Props {
  overview: Overview;
  rows: readonly number[];
  labels: Labels | null;
  sort: DeviceSort;
  reversed: boolean;
  onSort: (sort: DeviceSort) => void;
  selection: Selection;
  onSelection: (selection: Selection) => void;
  onHold: (held: boolean) => void;
}

export function DeviceTable({ overview, rows, labels, sort, reversed, onSort, selection, onSelection, onHold }: Props) {
  const { t } = useWords();
  const { link } = useAddress();
  const navigate = useNavigate();
  const grid = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const isPhone = useMediaQuery('(max-width: 700px)', matchMedia('(max-width: 700px)').matches);
  const rowPx = isPhone ? phoneRowPx : deskRowPx;
  const virtual = useVirtualizer({ count: rows.length, getScrollElement: () => scroller.current, estimateSize: () => rowPx, overscan: 12 });
  useEffect(() => virtual.measure(), [virtual, rowPx]);
  const order = useMemo(() => rows.map((row) => overview.id[row] ?? ''), [rows, overview]);
  const cursorAt = selection.cursor === null ? -1 : order.indexOf(selection.cursor);
  const go = (next: Selection) => {
    onSelection(next);
    if (next.cursor !== null) virtual.scrollToIndex(order.indexOf(next.cursor));
  };
  const pageRows = Math.max(1, Math.floor((scroller.current?.clientHeight ?? rowPx) / rowPx) - 1);
  const onKey = (event: KeyboardEvent) => {
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: pageRows, PageUp: -pageRows, End: rows.length, Home: -rows.length };
    const step = steps[event.key];
    if (step !== undefined) go(move(selection, order, step, event.shiftKey));
    else if (event.key === ' ' && selection.cursor !== null) go(toggle(selection, selection.cursor));
    else if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'a') onSelection(chooseAll(selection, order));
    else if (event.key === 'Escape' && selection.chosen.size > 0) onSelection(clear(selection));
    else if (event.key === 'Enter' && selection.cursor !== null) { void navigate(link(`/devices/${encodeURIComponent(selection.cursor)}`)); return; }
    else return;
    event.preventDefault();
  };
  const click = (event: MouseEvent, id: string) => {
    const at = event.target as Element;
    if (at.closest('a')) return;
    // A thumb that taps a row wants the device; its box is what chooses.
    if (isPhone && !at.closest('.cell-check')) { void navigate(link(`/devices/${encodeURIComponent(id)}`)); return; }
    if (event.shiftKey) onSelection(through(selection, order, id));
    else onSelection(toggle(selection, id));
  };
  return (
    <div className="table devices-table" role="grid" aria-label={t('devices.table')} aria-rowcount={rows.length + 1} aria-multiselectable aria-colcount={columns.length + 1}>
      <Head sort={sort} reversed={reversed} onSort={onSort} all={selection.chosen.size > 0 && selection.chosen.size === rows.length} some={selection.chosen.size > 0} onAll={(all) => onSelection(all ? chooseAll(selection, order) : noSelection)} />
      <div
        className="table-scroll" ref={scroller} role="rowgroup" tabIndex={0} aria-label={t('devices.table')} aria-describedby={`${grid}-keys`} aria-activedescendant={cursorAt >= 0 ? `${grid}-${cursorAt}` : undefined}
        onKeyDown={onKey} onFocus={() => onHold(true)} onBlur={() => onHold(false)} onPointerEnter={() => onHold(true)} onPointerLeave={() => onHold(false)}
      >
        <div role="presentation" style={{ height: virtual.getTotalSize(), position: 'relative' }}>
          {virtual.getVirtualItems().map((item) => {
            const row = rows[item.index] ?? 0;
            const id = overview.id[row] ?? '';
            const chosen = selection.chosen.has(id);
            return (
              <div key={item.key} id={`${grid}-${item.index}`} role="row" aria-rowindex={item.index + 2} aria-selected={chosen} className={`table-row${chosen ? ' is-chosen' : ''}${item.index === cursorAt ? ' is-cursor' : ''}`} style={{ transform: `translateY(${item.start}px)` }} onClick={(event) => click(event, id)}>
                <Cells overview={overview} row={row} id={id} chosen={chosen} labels={labels} />
              </div>
            );
          })}
        </div>
      </div>
      <p className="visually-hidden" id={`${grid}-keys`}>{t('devices.keys')}</p>
    </div>
  );
}

function Cells({ overview, row, id, chosen, labels }: { overview: Overview; row: number; id: string; chosen: boolean; labels: Labels | null }) {
  const { t, word } = useWords();
  const { link } = useAddress();
  const units = useUnits();
  const kind = kindOf(overview, row);
  return (
    <>
      <span role="gridcell" className="cell-check"><i aria-hidden>{chosen && <IconCheck size={13} stroke={2.6} />}</i><span className="visually-hidden">{chosen ? t('devices.chosenOne') : ''}</span></span>
      <span role="gridcell"><HealthMark health={healthOf(overview, row)} /></span>
      <span role="gridcell" className="cell-name"><Link tabIndex={-1} to={link(`/devices/${encodeURIComponent(id)}`)}>{overview.name[row]}</Link></span>
      <span role="gridcell" className="mono quiet">{id}</span>
      <span role="gridcell" className="cell-kind"><KindIcon kind={kind} /> {word('kind', kind)}</span>
      <span role="gridcell">{unitName(units, overview.unit[row] ?? '')}</span>
      <span role="gridcell"><Reasons reasons={overview.conditions[row] ?? []} /></span>
      <span role="gridcell" className="quiet">{labels?.vendorOf(overview.handle[row] ?? 0)}</span>
      <span role="gridcell"><Ago at={overview.lastSeen[row]} none={t('devices.never')} /></span>
    </>
  );
}

function Head({ sort, reversed, onSort, all, some, onAll }: { sort: DeviceSort; reversed: boolean; onSort: (sort: DeviceSort) => void; all: boolean; some: boolean; onAll: (all: boolean) => void }) {
  const { t } = useWords();
  const Arrow = reversed ? IconArrowUp : IconArrowDown;
  return (
    <div role="rowgroup"><div className="table-head" role="row">
      <span role="columnheader" className="cell-check"><button type="button" role="checkbox" aria-checked={all ? true : some ? 'mixed' : false} aria-label={t('devices.chooseAll')} onClick={() => onAll(!some)}><i aria-hidden>{all ? <IconCheck size={13} stroke={2.6} /> : some ? '–' : ''}</i></button></span>
      {columns.map(({ sort: by, name }) => (
        <span key={by} role="columnheader" aria-sort={sort !== by ? 'none' : reversed ? 'ascending' : 'descending'}>
          <UnstyledButton className={`sort${sort === by ? ' is-sorted' : ''}`} onClick={() => onSort(by)} title={t('devices.sortBy', { name: t(`devices.${name}`) })}>{t(`devices.${name}`)}{sort === by && <Arrow size={13} aria-hidden />}</UnstyledButton>
        </span>
      ))}
    </div></div>
  );
}

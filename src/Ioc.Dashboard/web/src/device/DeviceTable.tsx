// 20,000 rows of which some thirty exist. One tab stop: arrows move, Space chooses, Shift extends, Enter opens.
import { UnstyledButton } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconArrowDown, IconArrowUp, IconCheck } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useId, useMemo, useRef } from 'react';
import type { KeyboardEvent, MouseEvent } from 'react';
import { useNavigate } from 'react-router';
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
import { DeviceRow } from './DeviceRow';

const none: readonly string[] = [];
const deskRowPx = 40;
/** Two lines, and a thumb. */
const phoneRowPx = 58;
export const deviceColumns: readonly { sort: DeviceSort; name: string }[] = [
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
  const units = useUnits();
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
  const onClick = (event: MouseEvent) => {
    const at = event.target as Element;
    const id = at.closest<HTMLElement>('[data-id]')?.dataset['id'];
    if (id === undefined || at.closest('a')) return;
    // A thumb that taps a row wants the device; its box is what chooses.
    if (isPhone && !at.closest('.cell-check')) { void navigate(link(`/devices/${encodeURIComponent(id)}`)); return; }
    if (event.shiftKey) onSelection(through(selection, order, id));
    else onSelection(toggle(selection, id));
  };
  return (
    <div className="table devices-table" role="grid" aria-label={t('devices.table')} aria-rowcount={rows.length + 1} aria-multiselectable aria-colcount={deviceColumns.length + 1}>
      <Head sort={sort} reversed={reversed} onSort={onSort} all={selection.chosen.size > 0 && selection.chosen.size === rows.length} some={selection.chosen.size > 0} onAll={(all) => onSelection(all ? chooseAll(selection, order) : noSelection)} />
      <div
        className="table-scroll" ref={scroller} role="rowgroup" tabIndex={0} aria-label={t('devices.table')} aria-describedby={`${grid}-keys`} aria-activedescendant={cursorAt >= 0 ? `${grid}-${cursorAt}` : undefined}
        onKeyDown={onKey} onClick={onClick} onFocus={() => onHold(true)} onBlur={() => onHold(false)} onPointerEnter={() => onHold(true)} onPointerLeave={() => onHold(false)}
      >
        <div role="presentation" style={{ height: virtual.getTotalSize(), position: 'relative' }}>
          {virtual.getVirtualItems().map((item) => {
            const row = rows[item.index] ?? 0;
            const id = overview.id[row] ?? '';
            return (
              <DeviceRow
                key={id} grid={grid} index={item.index} start={item.start} id={id} name={overview.name[row] ?? ''} kind={kindOf(overview, row)} health={healthOf(overview, row)}
                unit={unitName(units, overview.unit[row] ?? '')} reasons={overview.conditions[row] ?? none} vendor={labels?.vendorOf(overview.handle[row] ?? 0)} lastSeen={overview.lastSeen[row]}
                chosen={selection.chosen.has(id)} isCursor={item.index === cursorAt} to={link(`/devices/${encodeURIComponent(id)}`)}
              />
            );
          })}
        </div>
      </div>
      <p className="visually-hidden" id={`${grid}-keys`}>{t('devices.keys')}</p>
    </div>
  );
}

function Head({ sort, reversed, onSort, all, some, onAll }: { sort: DeviceSort; reversed: boolean; onSort: (sort: DeviceSort) => void; all: boolean; some: boolean; onAll: (all: boolean) => void }) {
  const { t } = useWords();
  const Arrow = reversed ? IconArrowUp : IconArrowDown;
  return (
    <div role="rowgroup"><div className="table-head" role="row">
      <span role="columnheader" className="cell-check"><button type="button" role="checkbox" aria-checked={all ? true : some ? 'mixed' : false} aria-label={t('devices.chooseAll')} onClick={() => onAll(!some)}><i aria-hidden>{all ? <IconCheck size={13} stroke={2.6} /> : some ? '–' : ''}</i></button></span>
      {deviceColumns.map(({ sort: by, name }) => (
        <span key={by} role="columnheader" aria-sort={sort !== by ? 'none' : reversed ? 'ascending' : 'descending'}>
          <UnstyledButton className={`sort${sort === by ? ' is-sorted' : ''}`} onClick={() => onSort(by)} title={t('devices.sortBy', { name: t(`devices.${name}`) })}>{t(`devices.${name}`)}{sort === by && <Arrow size={13} aria-hidden />}</UnstyledButton>
        </span>
      ))}
    </div></div>
  );
}

// One row of the devices' table, told of its own values: while the table scrolls and the province changes, only rows that are new or changed
// are drawn.
import { IconCheck } from '@tabler/icons-react';
import { memo } from 'react';
import { Link } from 'react-router';
import type { DeviceKindWord, HealthWord } from '../api/types';
import { useWords } from '../i18n';
import { Ago } from '../ui/Ago';
import { HealthMark } from '../ui/HealthMark';
import { KindIcon } from '../ui/KindIcon';
import { Reasons } from './Reasons';

interface Props {
  grid: string;
  index: number;
  /** Pixels from the table's top. */
  start: number;
  id: string;
  name: string;
  kind: DeviceKindWord;
  health: HealthWord;
  unit: string;
  reasons: readonly string[];
  vendor: string | undefined;
  lastSeen: number | undefined;
  chosen: boolean;
  isCursor: boolean;
  /** The device's page. */
  to: string;
}

export const DeviceRow = memo(function DeviceRow({ grid, index, start, id, name, kind, health, unit, reasons, vendor, lastSeen, chosen, isCursor, to }: Props) {
  const { t, word } = useWords();
  return (
    <div id={`${grid}-${index}`} role="row" data-id={id} aria-rowindex={index + 2} aria-selected={chosen} className={`table-row${chosen ? ' is-chosen' : ''}${isCursor ? ' is-cursor' : ''}`} style={{ transform: `translateY(${start}px)` }}>
      <span role="gridcell" className="cell-check"><i aria-hidden>{chosen && <IconCheck size={13} stroke={2.6} />}</i><span className="visually-hidden">{chosen ? t('devices.chosenOne') : ''}</span></span>
      <span role="gridcell"><HealthMark health={health} /></span>
      <span role="gridcell" className="cell-name"><Link tabIndex={-1} to={to}>{name}</Link></span>
      <span role="gridcell" className="mono quiet">{id}</span>
      <span role="gridcell" className="cell-kind"><KindIcon kind={kind} /> {word('oneKind', kind)}</span>
      <span role="gridcell">{unit}</span>
      <span role="gridcell"><Reasons reasons={reasons} /></span>
      <span role="gridcell" className="quiet">{vendor}</span>
      <span role="gridcell"><Ago at={lastSeen} none={t('devices.never')} /></span>
    </div>
  );
});

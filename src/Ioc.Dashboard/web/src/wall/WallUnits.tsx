import { useMemo } from 'react';
import { useUnits } from '../app/units';
import { number, percent } from '../format/numbers';
import { useWords } from '../i18n';
import { sortUnits } from '../state/ranking';
import { unitName } from '../state/units';
import { BarLegend } from '../units/BarLegend';
import { HealthBar } from '../units/HealthBar';
import { useUnitRows } from '../units/useUnitRows';
import { useRoom } from './useRoom';

const shownMax = 14;
const rowPx = 40;

export function WallUnits() {
  const { t, language } = useWords();
  const units = useUnits();
  const rows = useUnitRows();
  const worst = useMemo(() => sortUnits((rows ?? []).filter((row) => row.trouble > 0), 'trouble', (code) => unitName(units, code)), [rows, units]);
  const { list, room } = useRoom(rowPx, shownMax);
  return (
    <section className="wall-list" aria-label={t('wall.units')}>
      <h2>{t('wall.units')}</h2>
      {rows && worst.length === 0 && <p className="wall-calm">{t('panel.noneInTrouble')}</p>}
      {worst.length > 0 && <BarLegend />}
      <ul ref={list} tabIndex={0} aria-label={t('wall.units')}>
        {worst.slice(0, room).map((row) => (
          <li key={row.code} className="wall-unit">
            <span className="wall-unit-name">{unitName(units, row.code)}</span>
            <HealthBar byHealth={row.byHealth} />
            <b className="tabular">{number(row.trouble, language)}</b>
            <span className="quiet tabular">{t('wall.ofDevices', { share: percent(row.trouble, row.total, language), total: number(row.total, language) })}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

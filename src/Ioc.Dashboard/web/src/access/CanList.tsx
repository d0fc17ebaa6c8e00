import { useUnits } from '../app/units';
import { useWords } from '../i18n';
import { unitName } from '../state/units';
import type { Can } from './api';
import { byPlace } from './grants';

/** "What can this person do": place by place, in words. */
export function CanList({ can }: { can: readonly Can[] }) {
  const { t } = useWords();
  const units = useUnits();
  if (can.length === 0) return <p className="quiet">{t('access.role.none')}</p>;
  const where = (one: Can) => one.everywhere ? t('access.everywhere')
    : [...one.units.map((code) => unitName(units, code)), ...one.groups.map((name) => t('access.group', { name }))].join(', ');
  return (
    <dl className="can">
      {byPlace(can).map(({ places, can: list }) => list[0] && (
        <div key={places}>
          <dt>{where(list[0])}</dt>
          <dd><ul>{list.map((one) => <li key={one.permission}>{t(`access.permission.${one.permission}`)}</li>)}</ul></dd>
        </div>
      ))}
    </dl>
  );
}

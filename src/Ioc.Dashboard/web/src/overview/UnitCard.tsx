import { Anchor, Button, UnstyledButton } from '@mantine/core';
import { IconFilter, IconSpeakerphone } from '@tabler/icons-react';
import { useMemo } from 'react';
import { Link } from 'react-router';
import { kindWords } from '../api/types';
import { useAddress } from '../app/address';
import { mayOperate, useSession } from '../app/session';
import { useUnits } from '../app/units';
import { Reasons } from '../device/Reasons';
import { number } from '../format/numbers';
import { useWords } from '../i18n';
import { useOverview } from '../live/hooks';
import { badness, inTrouble } from '../state/counts';
import { healthOf, kindOf } from '../state/devices';
import { unitPath } from '../state/units';
import { HealthShape } from '../ui/HealthMark';
import { KindIcon } from '../ui/KindIcon';

/** A commune's worst devices; the rest is a link away. */
const listedMax = 30;

export function UnitCard({ code, onDevice, onScope }: { code: string; onDevice: (id: string) => void; onScope: (code: string) => void }) {
  const { t, word, language } = useWords();
  const { unit: scope } = useAddress();
  const { session } = useSession();
  const units = useUnits();
  const { value: overview, tick } = useOverview();
  const unit = units.byCode.get(code);
  const rows = useMemo(() => {
    if (!overview) return [];
    const found: number[] = [];
    for (let row = 0; row < overview.count; row++) if (overview.unit[row] === code) found.push(row);
    return found;
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the overview changes in place; its tick says when
  }, [overview, code, tick]);
  const trouble = overview ? rows.filter((row) => inTrouble(overview.health[row] ?? 0)).sort((a, b) => badness(overview.health[b] ?? 0) - badness(overview.health[a] ?? 0)) : [];
  const name = unit?.fullName ?? code;
  const above = unitPath(units, code).slice(0, -1);
  return (
    <article className="card">
      <p className="card-kind">{above.map((one) => <Anchor key={one.code} component={Link} size="xs" to={`/?unit=${encodeURIComponent(one.code)}`}>{one.fullName}</Anchor>)}</p>
      <h3>{name}</h3>
      <p className="card-place">
        {t('panel.devicesOf', { n: number(rows.length, language) })}
        {unit?.population ? ` · ${t('panel.population', { n: number(unit.population, language) })}` : ''}
      </p>
      <p className="card-kinds">
        {overview && kindWords.map((kind) => <span key={kind}><KindIcon kind={kind} /> {number(rows.filter((row) => kindOf(overview, row) === kind).length, language)} <span className="quiet">{word('kind', kind)}</span></span>)}
      </p>
      <div className="card-actions">
        {scope !== code && <Button size="compact-md" variant="default" leftSection={<IconFilter size={15} aria-hidden />} onClick={() => onScope(code)}>{t('panel.setScope', { name })}</Button>}
        {mayOperate(session) && <Button size="compact-md" variant="default" component={Link} to={`/broadcasts/new?unit=${encodeURIComponent(code)}&to=${encodeURIComponent(code)}`} leftSection={<IconSpeakerphone size={15} aria-hidden />}>{t('panel.broadcastHere')}</Button>}
      </div>
      <h4>{t('panel.inTrouble')} · {number(trouble.length, language)}</h4>
      {trouble.length === 0 && <p className="quiet">{t('panel.noneInTrouble')}</p>}
      <ul className="card-list">
        {overview && trouble.slice(0, listedMax).map((row) => (
          <li key={overview.handle[row]}>
            <UnstyledButton className="card-row" onClick={() => onDevice(overview.id[row] ?? '')}>
              <HealthShape health={healthOf(overview, row)} title={word('health', healthOf(overview, row))} />
              <KindIcon kind={kindOf(overview, row)} />
              <span className="card-row-name">{overview.name[row]}</span>
              <Reasons reasons={overview.conditions[row] ?? []} />
            </UnstyledButton>
          </li>
        ))}
      </ul>
      {trouble.length > listedMax && <p className="quiet">{t('panel.more', { n: trouble.length - listedMax })}</p>}
    </article>
  );
}

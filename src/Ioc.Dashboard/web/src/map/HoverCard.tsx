import { useMemo } from 'react';
import { useUnits } from '../app/units';
import { useWords } from '../i18n';
import { useOverview } from '../live/hooks';
import { troubleByUnit } from '../state/counts';
import { unitName } from '../state/units';

export function HoverCard({ code, x, y }: { code: string; x: number; y: number }) {
  const { t } = useWords();
  const units = useUnits();
  const { value: overview, tick } = useOverview();
  // eslint-disable-next-line react-hooks/exhaustive-deps -- the overview changes in place; its tick says when
  const trouble = useMemo(() => (overview ? troubleByUnit(overview) : null), [overview, tick]);
  const of = trouble?.get(code);
  return (
    <div className="hover-card" style={{ transform: `translate(${x + 14}px, ${y + 14}px)` }} aria-hidden>
      <strong>{unitName(units, code)}</strong>
      <span>{of ? t('map.troubleOf', { trouble: of.trouble, total: of.total }) : t('overview.noDevices')}</span>
    </div>
  );
}

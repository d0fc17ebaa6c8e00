import { useWords } from '../i18n';
import { useFreshness } from '../live/hooks';
import { useAddress } from './address';
import { useUnits } from './units';

/** Old figures must not pass for the present: when the link is lost the stage itself says so. */
export function LostBanner() {
  const { t } = useWords();
  const fresh = useFreshness();
  const { unit } = useAddress();
  const units = useUnits();
  // Of a unit that is gone the units' banner speaks, which knows what to do.
  if (fresh.state === 'refused' && (unit === null || units.byCode.has(unit))) return <div className="lost-banner" role="status">{t('top.refusedLong')}</div>;
  if (fresh.state !== 'lost') return null;
  return (
    <div className="lost-banner" role="status">
      {fresh.seconds === null ? t('top.lostNever') : t('top.lostLong', { n: fresh.seconds })}
    </div>
  );
}

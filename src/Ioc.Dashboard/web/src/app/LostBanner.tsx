import { useWords } from '../i18n';
import { useFreshness } from '../live/hooks';

/** Old figures must not pass for the present: when the link is lost the stage itself says so. */
export function LostBanner() {
  const { t } = useWords();
  const fresh = useFreshness();
  if (fresh.state !== 'lost') return null;
  return (
    <div className="lost-banner" role="status">
      {fresh.seconds === null ? t('top.lostNever') : t('top.lostLong', { n: fresh.seconds })}
    </div>
  );
}

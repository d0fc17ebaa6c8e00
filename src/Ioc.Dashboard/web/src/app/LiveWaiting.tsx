import { useWords } from '../i18n';
import { useFreshness } from '../live/hooks';
import { Empty, Waiting } from '../ui/Notice';

/** While there is no overview yet; where the centre gives none, nothing is loading. */
export function LiveWaiting() {
  const { t } = useWords();
  return useFreshness().state === 'refused' ? <Empty title={t('top.refusedNothing')} /> : <Waiting text={t('common.loading')} />;
}

import type { BroadcastPreview } from '../api/types';
import { number, percent } from '../format/numbers';
import { useWords } from '../i18n';
import { useLiveStore } from '../live/hooks';
import { HealthShape } from '../ui/HealthMark';
import { ProblemNotice, Waiting } from '../ui/Notice';
import type { Load } from '../ui/useLoad';

const namedMax = 8;

/** Whom a broadcast reaches, said before it is sent. */
export function Consequence({ hasTarget, preview }: { hasTarget: boolean; preview: Load<BroadcastPreview> }) {
  const { t, language } = useWords();
  const store = useLiveStore();
  if (!hasTarget) return <p className="quiet">{t('compose.pickFirst')}</p>;
  if (preview.error) return <ProblemNotice error={preview.error} onRetry={preview.reload} />;
  if (!preview.data) return <Waiting text={t('compose.previewing')} />;
  const { clusters, online, people, offline } = preview.data;
  // The server names at most a hundred; how many they are is what is left of the clusters.
  const offlineCount = clusters - online;
  const name = (id: string) => { const row = store.overview?.rowById.get(id); return row === undefined ? id : store.overview?.name[row] ?? id; };
  return (
    <div className="consequence" role="status">
      <p className="field-label">{t('compose.preview')}</p>
      <p className="consequence-main"><b className="tabular">{number(clusters, language)}</b> <span>{t('compose.previewClusters', { n: '' }).trim()}</span></p>
      <p>{t('compose.previewOnline', { share: percent(online, clusters, language) })}{people > 0 && <> · {t('compose.previewPeople', { n: number(people, language) })}</>}</p>
      {offlineCount > 0 && (
        <details>
          <summary><HealthShape health="offline" /> {t('compose.previewOffline', { n: number(offlineCount, language) })}</summary>
          <p className="quiet">{t('compose.previewOfflineHint')}</p>
          <ul>{offline.slice(0, namedMax).map((id) => <li key={id}>{name(id)}</li>)}</ul>
          {offlineCount > namedMax && <p className="quiet">{t('panel.more', { n: number(offlineCount - namedMax, language) })}</p>}
        </details>
      )}
    </div>
  );
}

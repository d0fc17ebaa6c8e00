import { Button } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { api } from '../api/client';
import { bytes, number } from '../format/numbers';
import { useWords } from '../i18n';
import { Ago } from '../ui/Ago';
import { Empty, ProblemNotice, Waiting } from '../ui/Notice';
import { useLoad } from '../ui/useLoad';

export function RejectionsPage() {
  const { t, word, language } = useWords();
  const asked = useLoad('rejections', api.rejections);
  const counts = Object.entries(asked.data?.counts ?? {}).filter(([, count]) => count > 0).sort((a, b) => b[1] - a[1]);
  const most = counts[0]?.[1] ?? 1;
  return (
    <section className="page">
      <header className="page-head"><h1>{t('rejections.title')}</h1><span className="bar-space" /><Button variant="default" leftSection={<IconRefresh size={16} aria-hidden />} loading={asked.loading && asked.data !== undefined} onClick={asked.reload}>{t('rejections.refresh')}</Button></header>
      <div className="page-scroll" role="region" aria-label={t('rejections.title')} tabIndex={0}>
        <p className="quiet page-intro">{t('rejections.intro')}</p>
        {asked.error ? <ProblemNotice error={asked.error} onRetry={asked.reload} /> : null}
        {!asked.data && !asked.error && <Waiting text={t('common.loading')} />}
        {asked.data && counts.length === 0 && asked.data.items.length === 0 && <Empty title={t('rejections.none')} hint={t('rejections.noneHint')} />}
        {counts.length > 0 && (
          <section className="box"><h2>{t('rejections.counts')}</h2>
            <ul className="tally">{counts.map(([reason, count]) => <li key={reason}><span>{word('rejections.reasons', reason)}</span><span className="tally-bar" aria-hidden><i style={{ width: `${Math.max(1, (count / most) * 100)}%` }} /></span><b className="tabular">{number(count, language)}</b></li>)}</ul>
          </section>
        )}
        {asked.data && asked.data.items.length > 0 && (
          <section className="box is-wide"><h2>{t('rejections.samples')}</h2>
            <div className="samples lines" role="region" aria-label={t('rejections.samples')} tabIndex={0}><table>
              <thead><tr>{(['at', 'reason', 'client', 'topic', 'detail', 'size', 'sample'] as const).map((key) => <th key={key} scope="col">{t(`rejections.${key}`)}</th>)}</tr></thead>
              <tbody>{asked.data.items.map((one, index) => (
                <tr key={index}>
                  <td data-label={t('rejections.at')}><Ago at={one.at} /></td><td className="lines-title">{word('rejections.reasons', one.reason)}</td><td data-label={t('rejections.client')} className="mono">{one.clientId}</td><td data-label={t('rejections.topic')} className="mono">{one.topic}</td>
                  <td data-label={t('rejections.detail')}>{one.detail ?? '–'}</td><td data-label={t('rejections.size')} className="tabular">{bytes(one.payloadBytes, language)}</td><td data-label={t('rejections.sample')}><code>{one.sample}</code></td>
                </tr>
              ))}</tbody>
            </table></div>
          </section>
        )}
      </div>
    </section>
  );
}

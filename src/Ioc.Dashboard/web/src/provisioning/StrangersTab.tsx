import { Button } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useState } from 'react';
import { useWords } from '../i18n';
import { Ago } from '../ui/Ago';
import { Empty, ProblemNotice, Waiting } from '../ui/Notice';
import { useLoad } from '../ui/useLoad';
import { AdoptDialog } from './AdoptDialog';
import { provisioningApi } from './api';
import type { Stranger } from './api';

export function StrangersTab() {
  const { t } = useWords();
  const strangers = useLoad('strangers', provisioningApi.strangers);
  const blocked = useLoad('blocked', provisioningApi.blocked);
  const [adopting, setAdopting] = useState<Stranger | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  const reload = () => { strangers.reload(); blocked.reload(); };
  const run = (work: Promise<unknown>) => { setProblem(null); work.then(reload, setProblem); };
  const error = strangers.error ?? blocked.error ?? problem;
  return (
    <div className="page-scroll">
      <div className="bar-tools"><p className="quiet">{t('provisioning.strangersIntro')}</p><Button size="sm" variant="default" leftSection={<IconRefresh size={16} aria-hidden />} loading={strangers.loading && strangers.data !== undefined} onClick={reload}>{t('rejections.refresh')}</Button></div>
      {error ? <ProblemNotice error={error} onRetry={() => { setProblem(null); reload(); }} /> : null}
      {!strangers.data && !strangers.error && <Waiting text={t('common.loading')} />}
      {strangers.data?.length === 0 && <Empty title={t('provisioning.strangersNone')} />}
      {strangers.data && strangers.data.length > 0 && (
        <div className="samples lines"><table>
          <thead><tr>{(['clientId', 'userName', 'address', 'topic', 'knocks', 'first', 'last', 'actions'] as const).map((key) => <th key={key} scope="col">{t(`provisioning.${key}`)}</th>)}</tr></thead>
          <tbody>{strangers.data.map((one) => (
            <tr key={one.clientId}>
              <td className="mono lines-title">{one.clientId}</td>
              <td data-label={t('provisioning.userName')} className="mono"><span>{one.userName ?? '–'}{one.passwordKept && <span className="quiet"> · {t('provisioning.samePassword')}</span>}</span></td>
              <td data-label={t('provisioning.address')} className="mono">{one.address ?? '–'}</td>
              <td data-label={t('provisioning.topic')} className="mono"><span>{one.topic ?? '–'}{one.sample && <code>{one.sample}</code>}</span></td>
              <td data-label={t('provisioning.knocks')} className="tabular">{one.count}</td><td data-label={t('provisioning.first')}><Ago at={one.firstAt} /></td><td data-label={t('provisioning.last')}><Ago at={one.lastAt} /></td>
              <td className="row-actions"><Button size="compact-xs" variant="default" onClick={() => setAdopting(one)}>{t('provisioning.adopt')}</Button><Button size="compact-xs" variant="default" onClick={() => run(provisioningApi.block(one.clientId))}>{t('provisioning.block')}</Button></td>
            </tr>
          ))}</tbody>
        </table></div>
      )}
      <section className="box blocked"><h2>{t('provisioning.blocked')}</h2>
        {blocked.data?.length === 0 && <p className="quiet">{t('provisioning.blockedNone')}</p>}
        <ul className="certificates">{blocked.data?.map((one) => <li key={one.clientId}><span className="mono">{one.clientId}</span><span className="quiet"><Ago at={one.at} /></span><Button size="compact-xs" variant="default" onClick={() => run(provisioningApi.unblock(one.clientId))}>{t('provisioning.unblock')}</Button></li>)}</ul>
      </section>
      {adopting && <AdoptDialog stranger={adopting} onClose={() => { setAdopting(null); reload(); }} />}
    </div>
  );
}

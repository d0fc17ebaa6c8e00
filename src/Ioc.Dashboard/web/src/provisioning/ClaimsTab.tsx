import { Button, Modal } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useUnits } from '../app/units';
import { useWords } from '../i18n';
import { unitName } from '../state/units';
import { Ago } from '../ui/Ago';
import { Empty, ProblemNotice, Waiting } from '../ui/Notice';
import { useLoad } from '../ui/useLoad';
import { provisioningApi } from './api';
import { CredentialSheet } from './CredentialSheet';
import { NewClaimsDialog } from './NewClaimsDialog';
import type { SheetRow } from './sheet';
import { exact, instant } from '../format/time';

export function ClaimsTab() {
  const { t, word } = useWords();
  const units = useUnits();
  const asked = useLoad('claims', provisioningApi.claims);
  const [making, setMaking] = useState(false);
  const [sheet, setSheet] = useState<SheetRow[] | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  return (
    <div className="page-scroll">
      <div className="bar-tools"><p className="quiet">{t('provisioning.claimsIntro')}</p><Button size="sm" leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setMaking(true)}>{t('provisioning.claimsNew')}</Button></div>
      {asked.error || problem ? <ProblemNotice error={asked.error ?? problem} onRetry={() => { setProblem(null); asked.reload(); }} /> : null}
      {!asked.data && !asked.error && <Waiting text={t('common.loading')} />}
      {asked.data?.length === 0 && <Empty title={t('provisioning.claimsNone')} />}
      {asked.data && asked.data.length > 0 && (
        <div className="samples lines"><table>
          <thead><tr>{(['device', 'kind', 'commune', 'state', 'since', 'expires', 'used', 'actions'] as const).map((key) => <th key={key} scope="col">{t(`provisioning.${key}`)}</th>)}</tr></thead>
          <tbody>{asked.data.map((claim) => (
            <tr key={claim.id}>
              <td className="mono lines-title">{claim.deviceId}</td><td data-label={t('provisioning.kind')}>{word('kind', claim.kind)}</td><td data-label={t('provisioning.commune')}>{claim.unitCode ? unitName(units, claim.unitCode) : t('provisioning.claimsAny')}</td>
              <td data-label={t('provisioning.state')} className={`credential is-${claim.state}`}>{word('provisioning.claimState', claim.state)}</td><td data-label={t('provisioning.since')}><Ago at={claim.createdAt} /></td><td data-label={t('provisioning.expires')} className="tabular">{exact(instant(claim.expiresAt) ?? 0)}</td><td data-label={t('provisioning.used')}><Ago at={claim.usedAt} /></td>
              <td className="row-actions">{claim.state === 'open' && <Button size="compact-xs" variant="default" onClick={() => provisioningApi.revokeClaim(claim.id).then(asked.reload, setProblem)}>{t('provisioning.claimRevoke')}</Button>}</td>
            </tr>
          ))}</tbody>
        </table></div>
      )}
      {making && <NewClaimsDialog onClose={() => setMaking(false)} onMade={(rows) => { setMaking(false); setSheet(rows); asked.reload(); }} />}
      {sheet && <Modal opened fullScreen closeOnEscape={false} withCloseButton={false} onClose={() => undefined}><CredentialSheet rows={sheet} onClose={() => setSheet(null)} /></Modal>}
    </div>
  );
}

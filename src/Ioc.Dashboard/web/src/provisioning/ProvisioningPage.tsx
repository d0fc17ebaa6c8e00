import { Button, SegmentedControl } from '@mantine/core';
import { IconQrcode } from '@tabler/icons-react';
import { Link } from 'react-router';
import { useAddress } from '../app/address';
import { may, useSession } from '../app/session';
import { useWords } from '../i18n';
import { Empty } from '../ui/Notice';
import { AccessTab } from './AccessTab';
import { ClaimsTab } from './ClaimsTab';
import { StrangersTab } from './StrangersTab';
import './provisioning.css';

const tabs = ['access', 'strangers', 'claims'] as const;

export function ProvisioningPage() {
  const { t } = useWords();
  const { session } = useSession();
  const { params, set, link } = useAddress();
  const tab = tabs.find((one) => one === params.get('tab')) ?? 'access';
  if (!may(session, 'manageCredentials')) return <Empty title={t('provisioning.adminOnly')}>{may(session, 'claimDevices') && <Button component={Link} to={link('/claim')} leftSection={<IconQrcode size={16} aria-hidden />}>{t('provisioning.claimOpen')}</Button>}</Empty>;
  return (
    <section className="page provisioning">
      <header className="page-head">
        <h1>{t('provisioning.title')}</h1>
        <SegmentedControl aria-label={t('provisioning.tabs')} value={tab} onChange={(value) => set({ tab: value === 'access' ? null : value, q: null, state: null })} data={tabs.map((one) => ({ value: one as string, label: t(`provisioning.${one}`) }))} />
        <span className="bar-space" />
        <Button component={Link} to={link('/claim')} variant="default" leftSection={<IconQrcode size={16} aria-hidden />}>{t('provisioning.claimOpen')}</Button>
      </header>
      {tab === 'access' ? <AccessTab /> : tab === 'strangers' ? <StrangersTab /> : <ClaimsTab />}
    </section>
  );
}

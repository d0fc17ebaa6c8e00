import { Button, SegmentedControl, useMantineColorScheme } from '@mantine/core';
import type { MantineColorScheme } from '@mantine/core';
import { IconLogout } from '@tabler/icons-react';
import { Link } from 'react-router';
import { api } from '../api/client';
import { useAddress } from '../app/address';
import { may, useSession } from '../app/session';
import { number } from '../format/numbers';
import type { Language } from '../format/numbers';
import { setLanguage, useWords } from '../i18n';
import { Ago } from '../ui/Ago';
import { useLoad } from '../ui/useLoad';
import { TelemetrySection } from './TelemetrySection';

export function SettingsPage() {
  const { t, language } = useWords();
  const { session, signOut } = useSession();
  const { link } = useAddress();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const system = useLoad('system', api.system).data;
  const figure = (value: number | null) => (value === null ? '–' : number(value, language));
  return (
    <section className="page">
      <header className="page-head"><h1>{t('settings.title')}</h1></header>
      <div className="page-scroll settings">
        <section className="box"><h2>{t('settings.language')}</h2>
          <SegmentedControl value={language} onChange={(value) => setLanguage(value as Language)} data={[{ value: 'vi', label: 'Tiếng Việt' }, { value: 'en', label: 'English' }]} aria-label={t('settings.language')} />
        </section>
        <section className="box"><h2>{t('settings.theme')}</h2>
          <SegmentedControl value={colorScheme} onChange={(value) => setColorScheme(value as MantineColorScheme)} data={[{ value: 'dark', label: t('settings.dark') }, { value: 'light', label: t('settings.light') }, { value: 'auto', label: t('settings.auto') }]} aria-label={t('settings.theme')} />
          <p className="quiet">{t('settings.thisBrowser')} {t('settings.motion')}</p>
        </section>
        <section className="box"><h2>{t('settings.account')}</h2>
          <p>{session.fullName || session.userName} · {t(`access.role.${session.role ?? 'none'}`)}</p>
          <p><Link to={link('/account')}>{t('access.account.title')}</Link></p>
          {may(session, 'managePeople') && <p><Link to={link('/people')}>{t('access.people.title')}</Link></p>}
          <Button variant="default" leftSection={<IconLogout size={16} aria-hidden />} onClick={signOut}>{t('top.signOut')}</Button>
        </section>
        <section className="box"><h2>{t('settings.more')}</h2>
          <p><Link to={link('/wall')}>{t('wall.title')}</Link><br /><span className="quiet">{t('wall.explain')}</span></p>
          <p><Link to={link('/claim')}>{t('provisioning.claimOpen')}</Link></p>
          {may(session, 'manageCredentials') && <p><Link to={link('/provisioning')}>{t('provisioning.title')}</Link></p>}
          {may(session, 'readAudit') && <p><Link to={link('/audit')}>{t('audit.title')}</Link></p>}
          <p><Link to={link('/rejections')}>{t('rejections.title')}</Link></p>
        </section>
        {system && (
          <section className="box"><h2>{t('settings.system')}</h2>
            {system.auditFault !== null && <p className="form-error" role="alert">{t('audit.faultNoRow', { what: system.auditFault })}</p>}
            <dl className="twin">
              <div><dt>{t('settings.version')}</dt><dd>{system.version}</dd></div>
              <div><dt>{t('settings.started')}</dt><dd><Ago at={system.startedAt} /></dd></div>
              <div><dt>{t('settings.devices')}</dt><dd className="tabular">{figure(system.devices)}</dd></div>
              <div><dt>{t('settings.connections')}</dt><dd className="tabular">{figure(system.connections)}</dd></div>
              <div><dt>{t('settings.messages')}</dt><dd className="tabular">{figure(system.messagesTotal)}</dd></div>
              <div><dt>{t('settings.rejected')}</dt><dd className="tabular">{figure(system.rejectionsTotal)}</dd></div>
            </dl>
          </section>
        )}
        <TelemetrySection />
      </div>
    </section>
  );
}

import { Button, SegmentedControl, useMantineColorScheme } from '@mantine/core';
import type { MantineColorScheme } from '@mantine/core';
import { IconChevronRight, IconLogout } from '@tabler/icons-react';
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
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const system = useLoad('system', api.system).data;
  const figure = (value: number | null) => (value === null ? '–' : number(value, language));
  return (
    <section className="page">
      <header className="page-head"><h1>{t('settings.title')}</h1></header>
      <div className="page-scroll"><div className="settings settings-columns">
        <section className="box"><h2>{t('settings.language')}</h2>
          <SegmentedControl value={language} onChange={(value) => setLanguage(value as Language)} data={[{ value: 'vi', label: 'Tiếng Việt' }, { value: 'en', label: 'English' }]} aria-label={t('settings.language')} />
        </section>
        <section className="box"><h2>{t('settings.theme')}</h2>
          <SegmentedControl value={colorScheme} onChange={(value) => setColorScheme(value as MantineColorScheme)} data={[{ value: 'dark', label: t('settings.dark') }, { value: 'light', label: t('settings.light') }, { value: 'auto', label: t('settings.auto') }]} aria-label={t('settings.theme')} />
          <p className="quiet">{t('settings.thisBrowser')} {t('settings.motion')}</p>
        </section>
        <section className="box"><h2>{t('settings.account')}</h2>
          <p>{session.fullName || session.userName} · {t(`access.role.${session.role ?? 'none'}`)}</p>
          <Ways ways={[{ to: '/account', name: t('access.account.title') }, ...(may(session, 'managePeople') ? [{ to: '/people', name: t('access.people.title') }] : [])]} />
          <Button variant="default" leftSection={<IconLogout size={16} aria-hidden />} onClick={signOut}>{t('top.signOut')}</Button>
        </section>
        <section className="box"><h2>{t('settings.more')}</h2>
          <Ways ways={[
            { to: '/wall', name: t('wall.title'), hint: t('wall.explain') },
            { to: '/units', name: t('units.title') },
            ...(may(session, 'claimDevices') ? [{ to: '/claim', name: t('provisioning.claimOpen') }] : []),
            ...(may(session, 'manageCredentials') ? [{ to: '/provisioning', name: t('provisioning.title') }] : []),
            ...(may(session, 'readAudit') ? [{ to: '/audit', name: t('audit.title') }] : []),
            { to: '/rejections', name: t('rejections.title') },
          ]} />
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
      </div></div>
    </section>
  );
}

/** Screens that the rail has no room for: on a phone this is the only way to some of them. */
function Ways({ ways }: { ways: readonly { to: string; name: string; hint?: string }[] }) {
  const { link } = useAddress();
  return (
    <ul className="ways">
      {ways.map(({ to, name, hint }) => <li key={to}><Link to={link(to)}><span>{name}{hint && <span className="quiet">{hint}</span>}</span><IconChevronRight size={16} aria-hidden /></Link></li>)}
    </ul>
  );
}

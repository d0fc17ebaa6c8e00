import { IconBellRinging, IconBroadcast, IconClipboardList, IconDeviceDesktopAnalytics, IconKey, IconMailX, IconMap2, IconMapPins, IconQrcode, IconSettings } from '@tabler/icons-react';
import { NavLink } from 'react-router';
import { number } from '../format/numbers';
import { useWords } from '../i18n';
import { useLive } from '../live/hooks';
import { waitingCount } from '../state/alerts';
import { useAddress } from './address';
import { may, useSession } from './session';

const screens = [
  { path: '/', key: 'overview', icon: IconMap2 },
  { path: '/alerts', key: 'alerts', icon: IconBellRinging },
  { path: '/broadcasts', key: 'broadcasts', icon: IconBroadcast },
  { path: '/devices', key: 'devices', icon: IconDeviceDesktopAnalytics },
  // On a phone alone, in the place of the units: it is what a field team came for.
  { path: '/claim', key: 'claim', icon: IconQrcode, needs: 'claimDevices' },
  { path: '/units', key: 'units', icon: IconMapPins },
  { path: '/rejections', key: 'rejections', icon: IconMailX },
  { path: '/provisioning', key: 'provisioning', icon: IconKey, needs: 'manageCredentials' },
  { path: '/audit', key: 'audit', icon: IconClipboardList, needs: 'readAudit' },
  { path: '/settings', key: 'settings', icon: IconSettings },
] as const satisfies readonly { path: string; key: string; icon: typeof IconKey; needs?: string }[];

export function Rail() {
  const { t, language } = useWords();
  const { link } = useAddress();
  const { session } = useSession();
  const waiting = useLive((store) => waitingCount(store.overview?.alerts.values() ?? []));
  return (
    <nav className="rail" aria-label={t('rail.label')}>
      <img className="rail-logo" src="/favicon.svg" alt="" width="28" height="28" />
      {screens.filter((screen) => !('needs' in screen) || may(session, screen.needs)).map(({ path, key, icon: Icon }) => (
        <NavLink key={path} to={link(path)} end={path === '/'} className={`rail-item is-${key}`} title={t(`rail.${key}`)}>
          <Icon size={21} stroke={1.6} aria-hidden />
          <span className="rail-word">{t(`rail.${key}`)}</span>
          {key === 'alerts' && waiting > 0 && (
            <span className="rail-count" aria-label={t('rail.waiting', { n: waiting })}>{waiting > 99 ? '99+' : number(waiting, language)}</span>
          )}
        </NavLink>
      ))}
    </nav>
  );
}

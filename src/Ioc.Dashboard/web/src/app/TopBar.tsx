import { Button, Menu, UnstyledButton } from '@mantine/core';
import { IconDeviceTv, IconLogout, IconSettings, IconSpeakerphone, IconUser, IconUsers } from '@tabler/icons-react';
import { Link, useLocation } from 'react-router';
import { useWords } from '../i18n';
import { useFreshness } from '../live/hooks';
import { useAddress } from './address';
import { ScopePicker } from './ScopePicker';
import { SearchBox } from './SearchBox';
import { may, mayOperate, useSession } from './session';

export function TopBar() {
  const { t } = useWords();
  const { link } = useAddress();
  const { session } = useSession();
  const { pathname } = useLocation();
  return (
    <header className="bar">
      <ScopePicker />
      <SearchBox />
      <span className="bar-space" />
      <FreshnessBadge />
      {mayOperate(session) && pathname !== '/broadcasts/new' && (
        <Button className="bar-broadcast" component={Link} to={link('/broadcasts/new')} size="compact-md" variant="default" leftSection={<IconSpeakerphone size={16} aria-hidden />}>
          {t('broadcasts.new')}
        </Button>
      )}
      <UserMenu />
    </header>
  );
}

function FreshnessBadge() {
  const { t } = useWords();
  const fresh = useFreshness();
  const words = { starting: t('top.starting'), live: t('top.live'), slow: t('top.slow', { n: fresh.state === 'slow' ? fresh.seconds : 0 }), lost: t('top.lost'), refused: t('top.refused') };
  return <span className={`fresh is-${fresh.state}`} title={t('top.freshness')}><i aria-hidden />{words[fresh.state]}</span>;
}

function UserMenu() {
  const { t } = useWords();
  const { link } = useAddress();
  const { session, signOut } = useSession();
  return (
    <Menu position="bottom-end" width={230}>
      <Menu.Target>
        <UnstyledButton className="bar-user" aria-label={t('top.user')} title={session.userName}><IconUser size={19} stroke={1.6} aria-hidden /></UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{session.fullName || session.userName} · {t(`access.role.${session.role ?? 'none'}`)}</Menu.Label>
        <Menu.Item component={Link} to={link('/account')} leftSection={<IconUser size={16} aria-hidden />}>{t('access.account.title')}</Menu.Item>
        {may(session, 'managePeople') && <Menu.Item component={Link} to={link('/people')} leftSection={<IconUsers size={16} aria-hidden />}>{t('access.people.title')}</Menu.Item>}
        <Menu.Item component={Link} to={link('/settings')} leftSection={<IconSettings size={16} aria-hidden />}>{t('settings.title')}</Menu.Item>
        <Menu.Item component={Link} to={link('/wall')} leftSection={<IconDeviceTv size={16} aria-hidden />}>{t('wall.title')}</Menu.Item>
        <Menu.Item onClick={signOut} leftSection={<IconLogout size={16} aria-hidden />}>{t('top.signOut')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

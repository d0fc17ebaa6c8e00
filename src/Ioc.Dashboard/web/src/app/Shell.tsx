// The frame: rail, top bar, stage.
import { Suspense, useEffect } from 'react';
import { Route, Routes, useLocation } from 'react-router';
import { useWords } from '../i18n';
import { useLiveStore } from '../live/hooks';
import { NotFoundPage } from '../pages/NotFoundPage';
import { OverviewPage } from '../pages/OverviewPage';
import { isWall } from '../state/wall';
import { afterPaint } from '../ui/afterPaint';
import { Waiting } from '../ui/Notice';
import { useAddress } from './address';
import { AlertAnnouncer } from './AlertAnnouncer';
import { ErrorFence } from './ErrorFence';
import { LostBanner } from './LostBanner';
import { markOnce } from './marks';
import {
  AccountPage, AlertsPage, AuditPage, BroadcastPage, BroadcastsPage, ClaimPage, ComposePage, DevicePage, DevicesPage, PeoplePage, PersonPage,
  ProvisioningPage, RejectionsPage, SettingsPage, UnitPage, UnitsPage, WallPage,
} from './pages';
import { Rail } from './Rail';
import { TelemetryBanner } from './TelemetryBanner';
import { TopBar } from './TopBar';

export function Shell() {
  const { t } = useWords();
  const { unit } = useAddress();
  const store = useLiveStore();
  const { pathname } = useLocation();

  useEffect(() => {
    const screen = pathname.split('/')[1] ?? '';
    const known = ['alerts', 'audit', 'claim', 'provisioning', 'broadcasts', 'devices', 'rejections', 'settings', 'units', 'wall'].includes(screen);
    document.title = `${t(`rail.${known ? screen : 'overview'}`)} · ${t('app.name')}`;
  }, [pathname, t]);
  useEffect(() => { void afterPaint().then(() => markOnce('ioc.frame')); }, []);
  useEffect(() => () => store.close(), [store]);
  useEffect(() => {
    store.open(unit);
    store.setUnit(unit);
  }, [store, unit]);

  if (isWall(pathname)) {
    return <ErrorFence resetKey={pathname}><Suspense fallback={<div className="centre"><Waiting text={t('common.loading')} /></div>}><WallPage /></Suspense></ErrorFence>;
  }
  return (
    <div className="frame">
      <a className="skip" href="#main">{t('common.skip')}</a>
      <Rail />
      <TopBar />
      <main id="main" className="stage" tabIndex={-1}>
        <LostBanner />
        <TelemetryBanner />
        <ErrorFence resetKey={pathname}>
          <Suspense fallback={<Waiting text={t('common.loading')} />}>
            <Routes>
              <Route path="/" element={<OverviewPage />} />
              <Route path="/alerts" element={<AlertsPage />} />
              <Route path="/broadcasts" element={<BroadcastsPage />} />
              <Route path="/broadcasts/new" element={<ComposePage />} />
              <Route path="/broadcasts/:id" element={<BroadcastPage />} />
              <Route path="/devices" element={<DevicesPage />} />
              <Route path="/devices/:id" element={<DevicePage />} />
              <Route path="/units" element={<UnitsPage />} />
              <Route path="/units/:code" element={<UnitPage />} />
              <Route path="/rejections" element={<RejectionsPage />} />
              <Route path="/account" element={<AccountPage />} />
              <Route path="/people" element={<PeoplePage />} />
              <Route path="/people/:name" element={<PersonPage />} />
              <Route path="/provisioning" element={<ProvisioningPage />} />
              <Route path="/claim" element={<ClaimPage />} />
              <Route path="/audit" element={<AuditPage />} />
              <Route path="/settings" element={<SettingsPage />} />
              <Route path="*" element={<NotFoundPage />} />
            </Routes>
          </Suspense>
        </ErrorFence>
      </main>
      <AlertAnnouncer />
    </div>
  );
}

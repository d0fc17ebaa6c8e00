// The frame: rail, top bar, stage.
import { Suspense, useEffect, useState } from 'react';
import { Route, Routes, useLocation } from 'react-router';
import { useWords } from '../i18n';
import { useLiveStore } from '../live/hooks';
import { NotFoundPage } from '../pages/NotFoundPage';
import { OverviewPage } from '../pages/OverviewPage';
import { pageKey, sectionKey, titleOf } from '../state/titles';
import { isWall } from '../state/wall';
import { afterPaint } from '../ui/afterPaint';
import { Waiting } from '../ui/Notice';
import { useAddress } from './address';
import { AlertAnnouncer } from './AlertAnnouncer';
import { Arrival } from './Arrival';
import { ErrorFence } from './ErrorFence';
import { LostBanner } from './LostBanner';
import { markOnce } from './marks';
import { PageNameContext } from './pageName';
import type { PageName } from './pageName';
import {
  AccountPage, AlertsPage, AuditPage, BroadcastPage, BroadcastsPage, ClaimPage, ComposePage, DevicePage, DevicesPage, PeoplePage, PersonPage,
  ProvisioningPage, RejectionsPage, SettingsPage, UnitPage, UnitsPage, WallPage,
} from './pages';
import { Rail } from './Rail';
import { TelemetryBanner } from './TelemetryBanner';
import { TopBar } from './TopBar';
import { UnitsBanner } from './UnitsBanner';

export function Shell() {
  const { t } = useWords();
  const { unit } = useAddress();
  const store = useLiveStore();
  const { pathname } = useLocation();
  const [named, setNamed] = useState<PageName | null>(null);
  const title = titleOf(named?.path === pathname ? named.name : null, t(sectionKey(pathname)), t('app.name'));

  useEffect(() => {
    document.title = title;
  }, [title]);
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
        <UnitsBanner />
        <ErrorFence resetKey={pathname}>
          {/* A new boundary for a new page: the old one would stand there until the new one's code has come, as if nobody had clicked. */}
          <Suspense key={pageKey(pathname)} fallback={<Waiting text={t('common.loading')} />}>
            <PageNameContext value={setNamed}><Routes>
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
            </Routes></PageNameContext>
          </Suspense>
        </ErrorFence>
      </main>
      <AlertAnnouncer />
      <Arrival title={title} />
    </div>
  );
}

// Every page but the overview comes when it is opened: what the first screen does not need, it does not wait for. The service worker fetches
// them all once the app stands (build/shellPlugin.ts), so that they open at once, and without a network.
import { lazy } from 'react';

export const AccountPage = lazy(async () => ({ default: (await import('../access/AccountPage')).AccountPage }));
export const AlertsPage = lazy(async () => ({ default: (await import('../pages/AlertsPage')).AlertsPage }));
export const AuditPage = lazy(async () => ({ default: (await import('../audit/AuditPage')).AuditPage }));
export const BroadcastPage = lazy(async () => ({ default: (await import('../pages/BroadcastPage')).BroadcastPage }));
export const BroadcastsPage = lazy(async () => ({ default: (await import('../pages/BroadcastsPage')).BroadcastsPage }));
export const ClaimPage = lazy(async () => ({ default: (await import('../provisioning/ClaimPage')).ClaimPage }));
export const ComposePage = lazy(async () => ({ default: (await import('../pages/ComposePage')).ComposePage }));
export const DevicePage = lazy(async () => ({ default: (await import('../pages/DevicePage')).DevicePage }));
export const DevicesPage = lazy(async () => ({ default: (await import('../pages/DevicesPage')).DevicesPage }));
export const PeoplePage = lazy(async () => ({ default: (await import('../access/PeoplePage')).PeoplePage }));
export const PersonPage = lazy(async () => ({ default: (await import('../access/PersonPage')).PersonPage }));
export const ProvisioningPage = lazy(async () => ({ default: (await import('../provisioning/ProvisioningPage')).ProvisioningPage }));
export const RejectionsPage = lazy(async () => ({ default: (await import('../pages/RejectionsPage')).RejectionsPage }));
export const SettingsPage = lazy(async () => ({ default: (await import('../pages/SettingsPage')).SettingsPage }));
export const UnitPage = lazy(async () => ({ default: (await import('../pages/UnitPage')).UnitPage }));
export const UnitsPage = lazy(async () => ({ default: (await import('../pages/UnitsPage')).UnitsPage }));
export const WallPage = lazy(async () => ({ default: (await import('../pages/WallPage')).WallPage }));

// Every page but the overview comes when it is opened: what the first screen does not need, it does not wait for. The service worker fetches
// them all once the app stands (build/shellPlugin.ts), so that they open at once, and without a network.
import { lazy } from 'react';
import { patient } from './patiently';

export const AccountPage = lazy(patient(async () => ({ default: (await import('../access/AccountPage')).AccountPage })));
export const AlertsPage = lazy(patient(async () => ({ default: (await import('../pages/AlertsPage')).AlertsPage })));
export const AuditPage = lazy(patient(async () => ({ default: (await import('../audit/AuditPage')).AuditPage })));
export const BroadcastPage = lazy(patient(async () => ({ default: (await import('../pages/BroadcastPage')).BroadcastPage })));
export const BroadcastsPage = lazy(patient(async () => ({ default: (await import('../pages/BroadcastsPage')).BroadcastsPage })));
export const ClaimPage = lazy(patient(async () => ({ default: (await import('../provisioning/ClaimPage')).ClaimPage })));
export const ComposePage = lazy(patient(async () => ({ default: (await import('../pages/ComposePage')).ComposePage })));
export const DevicePage = lazy(patient(async () => ({ default: (await import('../pages/DevicePage')).DevicePage })));
export const DevicesPage = lazy(patient(async () => ({ default: (await import('../pages/DevicesPage')).DevicesPage })));
export const PeoplePage = lazy(patient(async () => ({ default: (await import('../access/PeoplePage')).PeoplePage })));
export const PersonPage = lazy(patient(async () => ({ default: (await import('../access/PersonPage')).PersonPage })));
export const ProvisioningPage = lazy(patient(async () => ({ default: (await import('../provisioning/ProvisioningPage')).ProvisioningPage })));
export const RejectionsPage = lazy(patient(async () => ({ default: (await import('../pages/RejectionsPage')).RejectionsPage })));
export const SettingsPage = lazy(patient(async () => ({ default: (await import('../pages/SettingsPage')).SettingsPage })));
export const UnitPage = lazy(patient(async () => ({ default: (await import('../pages/UnitPage')).UnitPage })));
export const UnitsPage = lazy(patient(async () => ({ default: (await import('../pages/UnitsPage')).UnitsPage })));
export const WallPage = lazy(patient(async () => ({ default: (await import('../pages/WallPage')).WallPage })));

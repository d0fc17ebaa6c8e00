import { Button } from '@mantine/core';
import { IconAlertTriangle, IconMap2, IconPlugConnected, IconPlugConnectedX, IconSpeakerphone } from '@tabler/icons-react';
import { Link, useParams } from 'react-router';
import { AlertSheet } from '../alerts/AlertSheet';
import { api } from '../api/client';
import { asProblem } from '../api/problem';
import type { DeviceTwin } from '../api/types';
import { useAddress } from '../app/address';
import { usePageName } from '../app/pageName';
import { mayOperate, useSession } from '../app/session';
import { useUnits } from '../app/units';
import { About } from '../device/About';
import { CellTable } from '../device/CellTable';
import { DeviceAlerts } from '../device/DeviceAlerts';
import { DeviceDeliveries } from '../device/DeviceDeliveries';
import { HealthHistory } from '../device/HealthHistory';
import { Place } from '../device/Place';
import { Reasons } from '../device/Reasons';
import { TwinTable } from '../device/TwinTable';
import { number } from '../format/numbers';
import { useWords } from '../i18n';
import { useLiveTwin } from '../live/hooks';
import { DeviceCharts } from '../series/DeviceCharts';
import { unitPath } from '../state/units';
import { Ago } from '../ui/Ago';
import { HealthMark } from '../ui/HealthMark';
import { KindIcon } from '../ui/KindIcon';
import { Empty, ProblemNotice, Waiting } from '../ui/Notice';
import { useLoad } from '../ui/useLoad';

export function DevicePage() {
  const { t } = useWords();
  const { id = '' } = useParams();
  const live = useLiveTwin(id).value;
  const asked = useLoad(id, (signal) => api.device(id, signal));
  const twin = live ?? asked.data;
  usePageName(twin?.device.name);
  if (twin) return <Device twin={twin} />;
  if (asked.error && asProblem(asked.error).kind === 'notFound') return <Empty title={t('device.notFound', { id })} />;
  return asked.error ? <ProblemNotice error={asked.error} onRetry={asked.reload} /> : <Waiting text={t('common.loading')} />;
}

function Device({ twin }: { twin: DeviceTwin }) {
  const { t } = useWords();
  const { params, set } = useAddress();
  const alert = params.get('alert');
  const { device } = twin;
  return (
    <section className="page device-page">
      <DeviceHead twin={twin} />
      <div className="device-grid">
        <div className="device-side">
          <DeviceAlerts id={device.id} />
          <section className="box"><h2>{t('device.state')}</h2><TwinTable kind={device.kind} telemetry={twin.telemetry} /><CellTable telemetry={twin.telemetry} /></section>
          <section className="box"><h2>{t('device.about')}</h2><About device={device} /></section>
        </div>
        <div className="device-main">
          <section className="device-charts" aria-label={t('device.charts')}><DeviceCharts key={device.id} twin={twin} /></section>
          <div className="device-past" key={device.id}>
            <HealthHistory twin={twin} />
            {device.kind === 'loudspeaker' && <DeviceDeliveries id={device.id} />}
            <Place device={device} />
          </div>
        </div>
      </div>
      {alert && <AlertSheet id={alert} onClose={() => set({ alert: null })} />}
    </section>
  );
}

function DeviceHead({ twin }: { twin: DeviceTwin }) {
  const { t, word, language } = useWords();
  const { link } = useAddress();
  const { session } = useSession();
  const units = useUnits();
  const { device } = twin;
  const path = unitPath(units, device.unitCode).reverse().map((unit) => unit.fullName).join(', ');
  return (
    <header className="device-head">
      <div>
        <p className="card-kind"><KindIcon kind={device.kind} /> {word('oneKind', device.kind)} · <span className="mono">{device.id}</span></p>
        <h1>{device.name}</h1>
        <p className="card-place">{path || device.unitCode}</p>
      </div>
      <div className="device-state">
        <p className="card-state"><HealthMark health={twin.health} /> <Reasons reasons={twin.reasons} /></p>
        <p className="quiet">{twin.online ? <IconPlugConnected size={15} aria-hidden /> : <IconPlugConnectedX size={15} aria-hidden />} {twin.online ? t('device.online') : t('device.notOnline')} · {t('device.lastSeen')} <Ago at={twin.lastSeenAt} none={t('devices.never')} /></p>
        {twin.clockWrong && <p className="is-degraded"><IconAlertTriangle size={15} aria-hidden /> {t('device.clockWrong')}</p>}
        <p className="quiet tabular">{t('device.messages')}: {number(twin.messagesTotal, language)}</p>
      </div>
      <div className="card-actions">
        <Button component={Link} to={link('/', { sel: `d:${device.id}` })} size="compact-md" variant="default" leftSection={<IconMap2 size={15} aria-hidden />}>{t('device.onMap')}</Button>
        {device.kind === 'loudspeaker' && mayOperate(session) && (
          <Button component={Link} to={link('/broadcasts/new', { device: device.id })} size="compact-md" variant="default" leftSection={<IconSpeakerphone size={15} aria-hidden />}>{t('device.broadcast')}</Button>
        )}
      </div>
    </header>
  );
}

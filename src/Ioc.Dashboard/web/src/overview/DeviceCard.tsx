import { Anchor, Button } from '@mantine/core';
import { IconArrowRight } from '@tabler/icons-react';
import { Link } from 'react-router';
import { api } from '../api/client';
import { useAddress } from '../app/address';
import { useUnits } from '../app/units';
import { TwinTable } from '../device/TwinTable';
import { Reasons } from '../device/Reasons';
import { useWords } from '../i18n';
import { useLiveTwin } from '../live/hooks';
import { unitName } from '../state/units';
import { Ago } from '../ui/Ago';
import { HealthMark } from '../ui/HealthMark';
import { KindIcon } from '../ui/KindIcon';
import { ProblemNotice, Waiting } from '../ui/Notice';
import { useLoad } from '../ui/useLoad';

/** What is selected, beside the map: enough to decide whether to open its page. */
export function DeviceCard({ id, onUnit }: { id: string; onUnit: (code: string) => void }) {
  const { t, word } = useWords();
  const { link } = useAddress();
  const units = useUnits();
  const live = useLiveTwin(id).value;
  const asked = useLoad(id, (signal) => api.device(id, signal));
  const twin = live ?? asked.data;
  if (!twin) return asked.error ? <ProblemNotice error={asked.error} onRetry={asked.reload} /> : <Waiting text={t('common.loading')} />;
  return (
    <article className="card">
      <p className="card-kind"><KindIcon kind={twin.device.kind} /> {word('oneKind', twin.device.kind)} · <span className="mono">{twin.device.id}</span></p>
      <h3>{twin.device.name}</h3>
      <p className="card-place"><Anchor component="button" size="sm" onClick={() => onUnit(twin.device.unitCode)}>{unitName(units, twin.device.unitCode)}</Anchor></p>
      <p className="card-state"><HealthMark health={twin.health} /> <Reasons reasons={twin.reasons} /></p>
      <p className="quiet">{t('device.lastSeen')}: <Ago at={twin.lastSeenAt} none={t('devices.never')} /></p>
      <Button component={Link} to={link(`/devices/${encodeURIComponent(id)}`)} size="compact-md" rightSection={<IconArrowRight size={15} aria-hidden />}>{t('panel.open')}</Button>
      <TwinTable kind={twin.device.kind} telemetry={twin.telemetry} rowsMax={10} />
    </article>
  );
}

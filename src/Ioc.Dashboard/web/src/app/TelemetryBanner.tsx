import { useEffect } from 'react';
import { api } from '../api/client';
import { useWords } from '../i18n';
import { Ago } from '../ui/Ago';
import { useLoad } from '../ui/useLoad';

/** It changes rarely, and a minute is soon enough for who has to mend a server. */
const askEveryMs = 60_000;

/** Nothing is lost while telemetry waits, but room runs out: whoever watches should know before it does. */
export function TelemetryBanner() {
  const { t } = useWords();
  const { data, reload } = useLoad('telemetry-banner', api.telemetry);
  useEffect(() => {
    const timer = setInterval(reload, askEveryMs);
    return () => clearInterval(timer);
  }, [reload]);
  if (data?.refusing) return <div className="lost-banner" role="status">{t('telemetry.refusing', { why: data.refusing })}</div>;
  if (!data?.forwarding?.problem) return null;
  return <div className="lost-banner" role="status">{t('telemetry.waits')} <Ago at={data.forwarding.since} />: {data.forwarding.problem}</div>;
}

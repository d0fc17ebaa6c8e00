import { useEffect } from 'react';
import { api } from '../api/client';
import { span } from '../format/time';
import { useWords } from '../i18n';
import { Ago } from '../ui/Ago';
import { useLoad } from '../ui/useLoad';
import { may, useSession } from './session';
import { storeNotice } from './storeNotice';

/** It changes rarely, and a minute is soon enough for who has to mend a server. */
const askEveryMs = 60_000;

/** Nothing is lost while telemetry waits, but room runs out: whoever watches should know before it does. */
export function TelemetryBanner() {
  const { t, language } = useWords();
  const { data: telemetry, reload: reloadTelemetry } = useLoad(may(useSession().session, 'seeSystem') ? 'telemetry-banner' : null, api.telemetry);
  const { data: system, reload: reloadSystem } = useLoad('system-banner', api.system);
  useEffect(() => {
    const timer = setInterval(() => { reloadTelemetry(); reloadSystem(); }, askEveryMs);
    return () => clearInterval(timer);
  }, [reloadTelemetry, reloadSystem]);
  const notice = storeNotice(system ?? null, telemetry ?? null);
  if (!notice) return null;
  return (
    <div className="lost-banner" role="status">
      {t(`telemetry.${notice.kind}`)}
      {notice.secondsLeft !== null && <> {t('telemetry.left', { time: span(notice.secondsLeft, language) })}</>}
      {notice.since && <> {t('telemetry.since')} <Ago at={notice.since} />.</>}
      {notice.why && <> {t('telemetry.says', { why: notice.why })}</>}
    </div>
  );
}

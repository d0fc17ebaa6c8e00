import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import { api } from '../api/client';
import type { DeviceTwin } from '../api/types';
import { percentOf } from '../format/numbers';
import { duration } from '../format/time';
import { useWords } from '../i18n';
import { useNow } from '../live/hooks';
import { pieces, sharesOf, stretches } from '../state/healthHistory';
import { Ago } from '../ui/Ago';
import { HealthMark } from '../ui/HealthMark';
import { ProblemNotice, Waiting } from '../ui/Notice';
import { useLoad } from '../ui/useLoad';
import { Reasons } from './Reasons';

/** What is stored comes with the next checkpoint, two seconds later. */
const storedAfterMs = 3_000;
const shownAtFirst = 8;
const weekMs = 7 * 86_400_000;

/** How its health changed, and when: a strip of the last week, and the list behind it. */
export function HealthHistory({ twin }: { twin: DeviceTwin }) {
  const { t, word, language } = useWords();
  const now = useNow(5000);
  const { id } = twin.device;
  const asked = useLoad(`history|${id}`, (signal) => api.history(id, signal));
  const { reload } = asked;
  const state = `${twin.health}|${twin.reasons.join()}`;
  useEffect(() => {
    const timer = setTimeout(reload, storedAfterMs);
    return () => clearTimeout(timer);
  }, [state, reload]);
  const [shown, setShown] = useState(shownAtFirst);
  const history = stretches(asked.data?.items ?? []);
  const week = pieces(history, now - weekMs, now);
  const said = sharesOf(week).map(({ share, health }) => `${word('health', health ?? 'notKnown')} ${percentOf(share, language)}`).join(', ');
  return (
    <section className="box">
      <h2>{t('device.history')}</h2>
      {asked.error !== undefined && <ProblemNotice error={asked.error} onRetry={reload} />}
      {!asked.data && asked.error === undefined && <Waiting text={t('common.loading')} />}
      {asked.data && (
        <>
          <span className="health-strip" role="img" aria-label={`${t('device.lastWeek')}: ${said}`} title={said}>
            {week.map(({ share, health }, index) => <i key={index} className={health ? `bar-${health}` : ''} style={{ flexGrow: share }} />)}
          </span>
          <p className="quiet strip-ends"><span>{t('device.weekAgo')}</span><span className="tabular">{said}</span></p>
          {history.length === 0 && <p className="quiet">{t('device.noHistory')}</p>}
          <ol className="history">
            {history.slice(0, shown).map((one) => (
              <li key={one.from}>
                <span className="history-when"><Ago at={one.from} /></span>
                <HealthMark health={one.health} />
                <Reasons reasons={one.reasons} />
                <span className="quiet tabular history-long">{one.to === null ? t('device.still') : duration((one.to - one.from) / 1000, language)}</span>
              </li>
            ))}
          </ol>
          {history.length > shown && <Button variant="subtle" size="compact-sm" onClick={() => setShown(shown + 40)}>{t('device.earlierChanges')}</Button>}
        </>
      )}
    </section>
  );
}

import { useEffect, useRef } from 'react';
import { Link } from 'react-router';
import { api } from '../api/client';
import { useAddress } from '../app/address';
import { LevelMark } from '../broadcasts/marks';
import { useWords } from '../i18n';
import { useLiveBroadcasts } from '../live/hooks';
import { shownDelivery } from '../state/broadcasts';
import { Ago } from '../ui/Ago';
import { ProblemNotice, Waiting } from '../ui/Notice';
import { useLoad } from '../ui/useLoad';

const shownMax = 20;
/** While a broadcast runs its counts move several times a second. */
const ledgerPauseMs = 1_000;

/** Commands to this cluster: what it was to play, and what came of it. */
export function DeviceDeliveries({ id }: { id: string }) {
  const { t, word } = useWords();
  const { link } = useAddress();
  const { value: live } = useLiveBroadcasts();
  const asked = useLoad(`deliveries|${id}`, (signal) => api.deliveriesOf(id, signal));
  const { reload } = asked;
  const version = JSON.stringify([...live.values()].map((one) => [one.id, one.counts, one.heard]));
  const read = useRef(version);
  useEffect(() => {
    if (read.current === version) return undefined;
    const timer = setTimeout(() => { read.current = version; reload(); }, ledgerPauseMs);
    return () => clearTimeout(timer);
  }, [version, reload]);
  return (
    <section className="box">
      <h2>{t('device.deliveries')}</h2>
      {asked.error !== undefined && <ProblemNotice error={asked.error} onRetry={reload} />}
      {!asked.data && asked.error === undefined && <Waiting text={t('common.loading')} />}
      {asked.data?.items.length === 0 && <p className="quiet">{t('device.noDeliveries')}</p>}
      <ul className="delivery-list">
        {asked.data?.items.slice(0, shownMax).map((one) => (
          <li key={one.broadcastId}>
            <p><LevelMark level={one.level} /> {one.exercise && <span className="drill">{t('broadcasts.exercise')}</span>} <span className="quiet"><Ago at={one.createdAt} /></span></p>
            <Link to={link(`/broadcasts/${encodeURIComponent(one.broadcastId)}`)}>{one.title}</Link>
            <p className="delivery-said"><span className="delivery"><i className={`delivery-${one.state}`} aria-hidden />{word('delivery', shownDelivery(Boolean(live.get(one.broadcastId)?.cancelledAt), one.state))}</span>
              <span className="quiet">{one.heard === true ? t('broadcasts.heardYes') : one.heard === false ? t('broadcasts.heardNo') : ''}{one.reason ? ` ${word('deliveryReason', one.reason)}` : ''}</span></p>
          </li>
        ))}
      </ul>
    </section>
  );
}

import { Button } from '@mantine/core';
import { IconSpeakerphone } from '@tabler/icons-react';
import { useMemo } from 'react';
import { Link } from 'react-router';
import { api } from '../api/client';
import type { Broadcast } from '../api/types';
import { useAddress } from '../app/address';
import { mayOperate, useSession } from '../app/session';
import { LevelMark, PhaseMark, ProgressBar } from '../broadcasts/marks';
import { number } from '../format/numbers';
import { duration } from '../format/time';
import { useWords } from '../i18n';
import { useLiveBroadcasts } from '../live/hooks';
import { newestFirst } from '../state/broadcasts';
import { Ago } from '../ui/Ago';
import { Empty, ProblemNotice, Waiting } from '../ui/Notice';
import { useLoad } from '../ui/useLoad';

export function BroadcastsPage() {
  const { t } = useWords();
  const { link } = useAddress();
  const { session } = useSession();
  const asked = useLoad('broadcasts', api.broadcasts);
  const { value: live, tick } = useLiveBroadcasts();
  const rows = useMemo(() => {
    const byId = new Map((asked.data?.items ?? []).map((one) => [one.id, one]));
    for (const one of live.values()) byId.set(one.id, one);
    return newestFirst(byId.values());
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the broadcasts change in place; their tick says when
  }, [asked.data, live, tick]);
  const compose = mayOperate(session) && <Button component={Link} to={link('/broadcasts/new')} leftSection={<IconSpeakerphone size={17} aria-hidden />}>{t('broadcasts.new')}</Button>;
  return (
    <section className="page">
      <header className="page-head"><h1>{t('broadcasts.title')}</h1><span className="bar-space" />{compose}</header>
      {asked.error && rows.length === 0 ? <ProblemNotice error={asked.error} onRetry={asked.reload} /> : null}
      {!asked.data && !asked.error && rows.length === 0 && <Waiting text={t('common.loading')} />}
      {asked.data && rows.length === 0 && <Empty title={t('broadcasts.none')} hint={t('broadcasts.noneHint')} />}
      <ul className="broadcast-list" aria-label={t('broadcasts.list')}>{rows.map((one) => <li key={one.id}><Row broadcast={one} /></li>)}</ul>
    </section>
  );
}

function Row({ broadcast }: { broadcast: Broadcast }) {
  const { t, language } = useWords();
  const { link } = useAddress();
  return (
    <Link to={link(`/broadcasts/${encodeURIComponent(broadcast.id)}`)} className={`broadcast-row is-${broadcast.level}${broadcast.exercise ? ' is-exercise' : ''}`}>
      <span className="broadcast-marks"><LevelMark level={broadcast.level} />{broadcast.exercise && <span className="drill">{t('broadcasts.exercise')}</span>}<PhaseMark broadcast={broadcast} /></span>
      <span className="broadcast-title">{broadcast.title}</span>
      <span className="broadcast-text quiet">{broadcast.text}</span>
      <span className="broadcast-meta quiet">{broadcast.createdBy} · <Ago at={broadcast.createdAt} /> · {t('broadcasts.audio', { time: duration(broadcast.audioSeconds, language) })}</span>
      <span className="broadcast-progress"><ProgressBar broadcast={broadcast} /><span className="tabular">{t('broadcasts.heardOf', { heard: number(broadcast.heard, language), total: number(broadcast.total, language) })}</span></span>
    </Link>
  );
}

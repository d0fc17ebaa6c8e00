import { Button, UnstyledButton } from '@mantine/core';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { useState } from 'react';
import { may, useSession } from '../app/session';
import { number } from '../format/numbers';
import { useWords } from '../i18n';
import { useLiveStore } from '../live/hooks';
import type { ListRow } from '../state/alertGroups';
import { acknowledge } from './acknowledging';

/** Sent one after the other in so many rows: a storm of alerts must not become a storm of requests. */
const atOnce = 4;

export function AlertGroup({ row, onFold }: { row: Extract<ListRow, { type: 'group' }>; onFold: () => void }) {
  const { t, language } = useWords();
  const { session } = useSession();
  const store = useLiveStore();
  const [going, setGoing] = useState(false);
  const Chevron = row.folded ? IconChevronRight : IconChevronDown;
  const acknowledgeAll = async () => {
    setGoing(true);
    const waiting = row.alerts.filter((alert) => alert.state === 'raised');
    const next = async (): Promise<void> => {
      const alert = waiting.shift();
      if (!alert) return;
      await acknowledge(alert, store);
      await next();
    };
    await Promise.all(Array.from({ length: atOnce }, next));
    setGoing(false);
  };
  return (
    <div className="alert-group">
      <UnstyledButton aria-expanded={!row.folded} onClick={onFold}><Chevron size={15} aria-hidden /> {row.name} <b className="tabular">{number(row.alerts.length, language)}</b></UnstyledButton>
      {row.waiting > 1 && may(session, 'acknowledgeAlerts') && <Button size="compact-xs" variant="subtle" loading={going} tabIndex={-1} onClick={() => void acknowledgeAll()} aria-label={`${t('alerts.acknowledgeAll', { n: row.waiting })}: ${row.name}`}>{t('alerts.acknowledgeAll', { n: number(row.waiting, language) })}</Button>}
    </div>
  );
}

import { Button } from '@mantine/core';
import type { Alert } from '../api/types';
import { may, useSession } from '../app/session';
import { useWords } from '../i18n';
import { useLiveStore } from '../live/hooks';
import { problemText } from '../ui/Notice';
import { acknowledge, useAcknowledging } from './acknowledging';

export function AcknowledgeButton({ alert, compact, onDone }: { alert: Alert; compact?: boolean; onDone?: (alert: Alert) => void }) {
  const words = useWords();
  const { session } = useSession();
  const store = useLiveStore();
  const pending = useAcknowledging(alert.id);
  if (!may(session, 'acknowledgeAlerts')) return compact ? null : <p className="quiet">{words.t('alerts.needOperator')}</p>;
  const refused = pending?.state === 'refused';
  return (
    <span className={`ack${compact ? '' : ' is-wide'}`}>
      <Button
        size={compact ? 'compact-xs' : 'compact-md'} variant={compact ? 'subtle' : 'filled'} loading={pending?.state === 'sending'} tabIndex={compact ? -1 : 0}
        onClick={() => void acknowledge(alert, store).then((after) => { if (after) onDone?.(after); })} aria-label={compact ? `${words.t(refused ? 'problem.retry' : 'alerts.acknowledge')}: ${alert.deviceName}` : undefined}
      >
        {words.t(refused ? 'problem.retry' : 'alerts.acknowledge')}
      </Button>
      {refused && <span className="form-error" role="alert">{words.t('alerts.refused')} {problemText(pending.error, words)}</span>}
    </span>
  );
}

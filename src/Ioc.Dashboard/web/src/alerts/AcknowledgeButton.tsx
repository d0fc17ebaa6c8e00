import { Button } from '@mantine/core';
import { useState } from 'react';
import { api } from '../api/client';
import type { Alert } from '../api/types';
import { mayOperate, useSession } from '../app/session';
import { useWords } from '../i18n';
import { useLiveStore } from '../live/hooks';
import { problemText } from '../ui/Notice';

export function AcknowledgeButton({ alert, compact, onDone }: { alert: Alert; compact?: boolean; onDone?: (alert: Alert) => void }) {
  const words = useWords();
  const { session } = useSession();
  const store = useLiveStore();
  const [going, setGoing] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  if (!mayOperate(session)) return compact ? null : <p className="quiet">{words.t('alerts.needOperator')}</p>;
  const acknowledge = async () => {
    setGoing(true);
    setProblem(null);
    try {
      const after = await api.acknowledge(alert.id);
      store.putAlert(after);
      onDone?.(after);
    } catch (error) {
      setProblem(problemText(error, words));
    } finally {
      setGoing(false);
    }
  };
  return (
    <>
      <Button size={compact ? 'compact-xs' : 'compact-md'} variant={compact ? 'subtle' : 'filled'} loading={going} onClick={() => void acknowledge()} aria-label={compact ? `${words.t('alerts.acknowledge')}: ${alert.deviceName}` : undefined}>
        {words.t('alerts.acknowledge')}
      </Button>
      {problem && <span className="form-error" role="alert">{problem}</span>}
    </>
  );
}

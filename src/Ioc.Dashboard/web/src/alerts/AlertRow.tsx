import { UnstyledButton } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { memo } from 'react';
import type { Alert } from '../api/types';
import { useUnits } from '../app/units';
import { useWords } from '../i18n';
import { unitName } from '../state/units';
import { Ago } from '../ui/Ago';
import { KindIcon } from '../ui/KindIcon';
import { SeverityMark } from '../ui/SeverityMark';
import { AcknowledgeButton } from './AcknowledgeButton';
import { asShown, useAcknowledging } from './acknowledging';

/** A row of many in a list that changes several times a second: drawn anew only with its own alert. */
export const AlertRow = memo(function AlertRow({ alert, selected, onSelect }: { alert: Alert; selected: boolean; onSelect: (id: string) => void }) {
  const { t, language } = useWords();
  const units = useUnits();
  const pending = useAcknowledging(alert.id);
  const shown = asShown(alert, pending);
  const text = language === 'vi' ? shown.textVi : shown.textEn;
  return (
    <div className={`alert is-${shown.severity} is-${shown.state}${selected ? ' is-selected' : ''}${pending?.state === 'refused' ? ' is-refused' : ''}`}>
      <UnstyledButton className="alert-main" onClick={() => onSelect(shown.id)} data-alert={shown.id} aria-current={selected || undefined}>
        <span className="alert-top">
          <SeverityMark severity={shown.severity} />
          <span className="alert-when"><Ago at={shown.raisedAt} /></span>
        </span>
        <span className="alert-text">{text}</span>
        <span className="alert-where"><KindIcon kind={shown.deviceKind} size={14} /> <span className="alert-device">{shown.deviceName}</span> · {unitName(units, shown.unitCode)}</span>
      </UnstyledButton>
      <span className="alert-side">
        {shown.state === 'raised' && <AcknowledgeButton alert={alert} compact />}
        {shown.state === 'acknowledged' && <span className="alert-acked" title={t(pending ? 'alerts.acknowledging' : 'alerts.acknowledged')}><IconCheck size={15} aria-hidden /><span className="visually-hidden">{t(pending ? 'alerts.acknowledging' : 'alerts.acknowledged')}</span></span>}
        {shown.state === 'cleared' && <span className="quiet">{t('alerts.cleared')}</span>}
      </span>
    </div>
  );
});

import { UnstyledButton } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import type { Alert } from '../api/types';
import { useUnits } from '../app/units';
import { useWords } from '../i18n';
import { unitName } from '../state/units';
import { Ago } from '../ui/Ago';
import { KindIcon } from '../ui/KindIcon';
import { SeverityMark } from '../ui/SeverityMark';
import { AcknowledgeButton } from './AcknowledgeButton';

export function AlertRow({ alert, selected, onSelect }: { alert: Alert; selected: boolean; onSelect: (id: string) => void }) {
  const { t, language } = useWords();
  const units = useUnits();
  const text = language === 'vi' ? alert.textVi : alert.textEn;
  return (
    <div className={`alert is-${alert.severity} is-${alert.state}${selected ? ' is-selected' : ''}`}>
      <UnstyledButton className="alert-main" onClick={() => onSelect(alert.id)}>
        <span className="alert-top">
          <SeverityMark severity={alert.severity} />
          <span className="alert-when"><Ago at={alert.raisedAt} /></span>
        </span>
        <span className="alert-text">{text}</span>
        <span className="alert-where"><KindIcon kind={alert.deviceKind} size={14} /> <span className="alert-device">{alert.deviceName}</span> · {unitName(units, alert.unitCode)}</span>
      </UnstyledButton>
      <span className="alert-side">
        {alert.state === 'raised' && <AcknowledgeButton alert={alert} compact />}
        {alert.state === 'acknowledged' && <span className="alert-acked" title={t('alerts.acknowledged')}><IconCheck size={15} aria-hidden /><span className="visually-hidden">{t('alerts.acknowledged')}</span></span>}
        {alert.state === 'cleared' && <span className="quiet">{t('alerts.cleared')}</span>}
      </span>
    </div>
  );
}

import { Button, Modal, Radio } from '@mantine/core';
import { useState } from 'react';
import { number } from '../format/numbers';
import { useWords } from '../i18n';
import { problemText } from '../ui/Notice';
import { provisioningApi } from './api';
import type { SheetRow } from './sheet';

const graces = [0, 24, 24 * 7] as const;

export function RotateDialog({ ids, onClose, onRotated }: { ids: readonly string[]; onClose: () => void; onRotated: (rows: SheetRow[]) => void }) {
  const words = useWords();
  const { t, language } = words;
  const [grace, setGrace] = useState<number>(24);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const rotate = () => {
    setBusy(true);
    setProblem(null);
    provisioningApi.rotate(ids, grace)
      .then((answer) => onRotated(answer.items.map((item) => ({ deviceId: item.deviceId, credential: item.credential, code: null }))), (error: unknown) => { setProblem(problemText(error, words)); setBusy(false); });
  };
  return (
    <Modal opened onClose={onClose} title={t('provisioning.rotateTitle', { n: number(ids.length, language) })} closeButtonProps={{ 'aria-label': t('provisioning.close') }}>
      <div className="dialog">
        <p className="mono quiet ids">{ids.slice(0, 12).join(', ')}{ids.length > 12 && ' …'}</p>
        <Radio.Group label={t('provisioning.grace')} description={t('provisioning.graceHint')} value={String(grace)} onChange={(value) => setGrace(Number(value))}>
          <div className="dialog-choices">{graces.map((hours) => <Radio key={hours} value={String(hours)} label={hours === 0 ? t('provisioning.graceNow') : t('provisioning.graceHours', { n: hours })} />)}</div>
        </Radio.Group>
        <p className="quiet">{t('provisioning.rotateHint')}</p>
        {problem && <p className="form-error" role="alert">{problem}</p>}
        <div className="dialog-actions"><Button variant="default" onClick={onClose}>{t('provisioning.cancel')}</Button><Button loading={busy} onClick={rotate}>{t('provisioning.rotate')}</Button></div>
      </div>
    </Modal>
  );
}

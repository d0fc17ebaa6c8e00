import { Button, Modal, NumberInput, Select, Textarea } from '@mantine/core';
import { useMemo, useState } from 'react';
import { kindWords } from '../api/types';
import type { DeviceKindWord } from '../api/types';
import { useUnits } from '../app/units';
import { number } from '../format/numbers';
import { useWords } from '../i18n';
import { foldText } from '../state/search';
import { problemText } from '../ui/Notice';
import { provisioningApi } from './api';
import type { SheetRow } from './sheet';

const claimsMax = 500;

export function NewClaimsDialog({ onClose, onMade }: { onClose: () => void; onMade: (rows: SheetRow[]) => void }) {
  const words = useWords();
  const { t, word, language } = words;
  const units = useUnits();
  const [kind, setKind] = useState<DeviceKindWord>('loudspeaker');
  const [unitCode, setUnitCode] = useState<string | null>(null);
  const [count, setCount] = useState(10);
  const [ids, setIds] = useState('');
  const [days, setDays] = useState(30);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const communes = useMemo(() => units.all.filter((unit) => unit.parentCode).map((unit) => ({ value: unit.code, label: unit.fullName })), [units]);
  const named = ids.split(/[\s,;]+/).filter((id) => id !== '');
  const total = named.length > 0 ? named.length : count;
  const make = () => {
    setBusy(true);
    setProblem(null);
    const rows = named.length > 0 ? named.map((deviceId) => ({ kind, deviceId, unitCode })) : Array.from({ length: count }, () => ({ kind, deviceId: null, unitCode }));
    provisioningApi.makeClaims(rows, days).then(
      (answer) => onMade(answer.items.map((item) => ({ deviceId: item.claim.deviceId, credential: item.credential, code: item.code }))),
      (error: unknown) => { setProblem(problemText(error, words)); setBusy(false); },
    );
  };
  return (
    <Modal opened onClose={onClose} title={t('provisioning.claimsNew')} closeButtonProps={{ 'aria-label': t('provisioning.close') }}>
      <div className="dialog">
        <Select label={t('provisioning.kind')} allowDeselect={false} value={kind} onChange={(value) => setKind(value as DeviceKindWord)} data={kindWords.map((one) => ({ value: one as string, label: word('kind', one) }))} />
        <Select
          label={t('provisioning.commune')} placeholder={t('provisioning.claimsAny')} searchable clearable value={unitCode} onChange={setUnitCode} data={communes} limit={60}
          filter={({ options, search, limit }) => { const wanted = foldText(search); return options.filter((one) => 'label' in one && foldText(one.label).includes(wanted)).slice(0, limit); }}
        />
        <Textarea label={t('provisioning.claimsIds')} value={ids} autosize minRows={2} maxRows={8} onChange={(event) => setIds(event.currentTarget.value)} />
        <div className="field-row">
          <NumberInput label={t('provisioning.claimsMany')} disabled={named.length > 0} min={1} max={claimsMax} allowDecimal={false} value={total} onChange={(value) => setCount(Number(value) || 1)} />
          <NumberInput label={t('provisioning.claimsDays')} min={1} max={365} allowDecimal={false} value={days} onChange={(value) => setDays(Number(value) || 1)} />
        </div>
        <p className="quiet">{t('provisioning.rotateHint')}</p>
        {problem && <p className="form-error" role="alert">{problem}</p>}
        <div className="dialog-actions"><Button variant="default" onClick={onClose}>{t('provisioning.cancel')}</Button><Button loading={busy} disabled={total > claimsMax} onClick={make}>{t('provisioning.claimsMake', { n: number(total, language) })}</Button></div>
      </div>
    </Modal>
  );
}

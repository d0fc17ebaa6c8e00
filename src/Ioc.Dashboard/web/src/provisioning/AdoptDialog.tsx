import { Button, Modal, Radio } from '@mantine/core';
import { useState } from 'react';
import { useAddress } from '../app/address';
import { useWords } from '../i18n';
import { useBoundaries } from '../map/useBoundaries';
import { ProblemNotice, problemText } from '../ui/Notice';
import { provisioningApi } from './api';
import type { Stranger } from './api';
import { CredentialSheet } from './CredentialSheet';
import { documentOf, emptyDraft, guessKind, idPattern } from './deviceDraft';
import type { DeviceDraft } from './deviceDraft';
import { DeviceFields } from './DeviceFields';
import { communeAt } from './place';
import { PlaceMap } from './PlaceMap';

export function AdoptDialog({ stranger, onClose }: { stranger: Stranger; onClose: () => void }) {
  const words = useWords();
  const { t } = words;
  const { unit } = useAddress();
  const [draft, setDraft] = useState<DeviceDraft>(() => emptyDraft(stranger.clientId, guessKind(stranger.clientId, stranger.topic), unit));
  const [keeps, setKeeps] = useState(stranger.passwordKept);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [credential, setCredential] = useState<string | null>(null);
  const boundaries = useBoundaries();
  const put = (changes: Partial<DeviceDraft>) => setDraft((old) => ({ ...old, ...changes }));
  const document = documentOf(draft);
  const adopt = () => {
    if (!document) return;
    setBusy(true);
    setProblem(null);
    provisioningApi.adopt(document, keeps).then(
      (answer) => { if (answer.credential === null) onClose(); else setCredential(answer.credential); },
      (error: unknown) => { setProblem(problemText(error, words)); setBusy(false); },
    );
  };
  if (credential !== null) return <Modal opened fullScreen closeOnEscape={false} withCloseButton={false} onClose={() => undefined}><CredentialSheet rows={[{ deviceId: stranger.clientId, credential, code: null }]} onClose={onClose} /></Modal>;
  return (
    <Modal opened onClose={onClose} size="lg" title={t('provisioning.adoptTitle', { id: stranger.clientId })} closeButtonProps={{ 'aria-label': t('provisioning.close') }}>
      <div className="dialog">
        {!idPattern.test(stranger.clientId) && <p className="form-error" role="alert">{t('provisioning.adoptInvalid')}</p>}
        <DeviceFields draft={draft} put={put} />
        {!boundaries.data && boundaries.failure !== undefined && <ProblemNotice error={boundaries.failure} onRetry={boundaries.reload} />}
        {boundaries.data && (
          <PlaceMap
            boundaries={boundaries.data} around={draft.unitCode ? new Set([draft.unitCode]) : null} place={draft.latitude !== null && draft.longitude !== null ? { latitude: draft.latitude, longitude: draft.longitude } : null}
            onPlace={(place) => put({ ...place, unitCode: (boundaries.data && communeAt(place, boundaries.data)) ?? draft.unitCode })}
          />
        )}
        <Radio.Group value={keeps ? 'keep' : 'new'} onChange={(value) => setKeeps(value === 'keep')} aria-label={t('provisioning.credential.set')}>
          <div className="dialog-choices">
            <Radio value="keep" disabled={!stranger.passwordKept} label={t('provisioning.keepPassword')} description={t('provisioning.keepPasswordHint')} />
            <Radio value="new" label={t('provisioning.newCredential')} />
          </div>
        </Radio.Group>
        {problem && <p className="form-error" role="alert">{problem}</p>}
        <div className="dialog-actions"><Button variant="default" onClick={onClose}>{t('provisioning.cancel')}</Button><Button loading={busy} disabled={!document} onClick={adopt}>{t('provisioning.adopt')}</Button></div>
      </div>
    </Modal>
  );
}

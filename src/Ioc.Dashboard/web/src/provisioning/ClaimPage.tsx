// The field team's way: scan, place, wait for the device, done. One column, for a thumb, in the rain.
import { Button, TextInput } from '@mantine/core';
import { IconCamera, IconCircleCheck } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { Link } from 'react-router';
import { api } from '../api/client';
import { useAddress } from '../app/address';
import { may, useSession } from '../app/session';
import { useUnits } from '../app/units';
import { useWords } from '../i18n';
import { useBoundaries } from '../map/useBoundaries';
import { unitName } from '../state/units';
import { Empty, ProblemNotice, Waiting, problemText } from '../ui/Notice';
import { useLoad } from '../ui/useLoad';
import { provisioningApi } from './api';
import type { Claim } from './api';
import { readCode, showCode } from './claimCode';
import { documentOf } from './deviceDraft';
import type { DeviceDraft } from './deviceDraft';
import { DeviceFields } from './DeviceFields';
import { communeAt } from './place';
import { foundClaim } from './keptClaim';
import { PlaceMap } from './PlaceMap';
import { readPhoto } from './readPhoto';
import { useKeptClaim } from './useKeptClaim';
import './provisioning.css';

/** Between two looks whether the device was heard: it reports once a minute at best, a person waits beside it. */
const lookMs = 3000;
const steps = ['code', 'place', 'test'] as const;

export function ClaimPage() {
  const { t } = useWords();
  const { session } = useSession();
  const { kept, keep, discard, isKept } = useKeptClaim();
  const { claim, draft } = kept;
  const code = readCode(kept.text);
  const step = !claim || !code ? 'code' : claim.state === 'used' ? 'test' : 'place';
  if (!may(session, 'claimDevices')) return <Empty title={t('provisioning.claimNeeds')} />;
  return (
    <section className="page claim">
      <header className="page-head"><h1>{t('provisioning.claim')}</h1></header>
      <div className="page-scroll claim-steps">
        <ol className="claim-path">{steps.map((one, i) => <li key={one} aria-current={one === step ? 'step' : undefined} className={one === step ? 'is-now' : steps.indexOf(step) > i ? 'is-past' : ''}><i aria-hidden>{i + 1}</i>{t(`provisioning.claimStep.${one}`)}</li>)}</ol>
        {!isKept && <p className="draft-note" role="alert">{t('provisioning.claimNotKept')}</p>}
        {step === 'code' && <CodeStep text={kept.text} onText={(text) => keep((now) => ({ ...now, text }))} onFound={(found, typed) => keep((now) => foundClaim(now, found, typed))} />}
        {step === 'place' && claim && code && draft && <PlaceStep claim={claim} code={code} draft={draft} put={(changes) => keep((now) => ({ ...now, draft: { ...(now.draft ?? draft), ...changes } }))} onUsed={(used) => keep((now) => ({ ...now, claim: used }))} onAnother={discard} />}
        {step === 'test' && claim && <TestStep claim={claim} onAnother={discard} />}
      </div>
    </section>
  );
}

function CodeStep({ text, onText, onFound }: { text: string; onText: (text: string) => void; onFound: (claim: Claim, code: string) => void }) {
  const words = useWords();
  const { t } = words;
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const find = (code: string) => {
    setBusy(true);
    setProblem(null);
    provisioningApi.findClaim(code).then((claim) => onFound(claim, code), (error: unknown) => { setProblem(problemText(error, words)); setBusy(false); });
  };
  const submit = () => { const code = readCode(text); if (code) find(code); else setProblem(t('provisioning.claimBadCode')); };
  const photograph = (file: File | undefined) => {
    if (!file) return;
    setBusy(true);
    setProblem(null);
    readPhoto(file).catch(() => null).then((read) => {
      const code = read === null ? null : readCode(read);
      setBusy(false);
      if (code) { onText(showCode(code)); find(code); } else setProblem(t('provisioning.claimNoQr'));
    }, () => undefined);
  };
  return (
    <form className="claim-step" onSubmit={(event) => { event.preventDefault(); submit(); }}>
      <Button component="label" size="lg" fullWidth loading={busy} leftSection={<IconCamera size={20} aria-hidden />}>
        {t('provisioning.claimScan')}
        <input type="file" accept="image/*" capture="environment" className="offscreen" onChange={(event) => { photograph(event.currentTarget.files?.[0]); event.currentTarget.value = ''; }} />
      </Button>
      <TextInput size="lg" label={t('provisioning.claimType')} placeholder={t('provisioning.claimPlaceholder')} value={text} onChange={(event) => onText(event.currentTarget.value)} autoCapitalize="characters" autoComplete="off" spellCheck={false} />
      {problem && <p className="form-error" role="alert">{problem}</p>}
      <Button type="submit" size="lg" variant="default" fullWidth disabled={text.trim() === '' || busy}>{t('provisioning.claimNext')}</Button>
    </form>
  );
}

interface PlaceProps {
  claim: Claim;
  code: string;
  draft: DeviceDraft;
  put: (changes: Partial<DeviceDraft>) => void;
  onUsed: (claim: Claim) => void;
  onAnother: () => void;
}

function PlaceStep({ claim, code, draft, put, onUsed, onAnother }: PlaceProps) {
  const words = useWords();
  const { t, word } = words;
  const units = useUnits();
  const { unit } = useAddress();
  const boundaries = useBoundaries();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const place = draft.latitude !== null && draft.longitude !== null ? { latitude: draft.latitude, longitude: draft.longitude } : null;
  const lies = place && boundaries.data ? communeAt(place, boundaries.data) : null;
  const document = documentOf(draft);
  const save = () => {
    if (!document) return;
    setBusy(true);
    setProblem(null);
    provisioningApi.useClaim(code, document).then(onUsed, (error: unknown) => {
      // The answer may have been lost on the way: what the code is for now tells.
      provisioningApi.findClaim(code).then((now) => { if (now.state === 'used') onUsed(now); else setProblem(problemText(error, words)); setBusy(false); }, () => { setProblem(problemText(error, words)); setBusy(false); });
    });
  };
  const another = <Button size="lg" fullWidth variant="default" onClick={onAnother}>{t('provisioning.claimAnother')}</Button>;
  if (claim.state !== 'open') return <Empty title={word('provisioning.claimState', claim.state)}>{another}</Empty>;
  return (
    <div className="claim-step">
      <p><strong>{t('provisioning.claimFor', { kind: word('oneKind', claim.kind), id: claim.deviceId })}</strong></p>
      {!boundaries.data && (boundaries.failure === undefined ? <Waiting text={t('common.loading')} /> : <ProblemNotice error={boundaries.failure} onRetry={boundaries.reload} />)}
      {boundaries.data && <PlaceMap boundaries={boundaries.data} around={claim.unitCode ? new Set([claim.unitCode]) : unit ? new Set([unit]) : null} place={place} onPlace={(at) => put({ ...at, unitCode: claim.unitCode ?? communeAt(at, boundaries.data ?? { type: 'FeatureCollection', features: [] }) ?? draft.unitCode })} />}
      <p className="quiet" role="status">{place ? (lies ? t('provisioning.claimIn', { name: unitName(units, lies) }) : t('provisioning.claimOutside')) : t('provisioning.claimPlaceHint')}</p>
      <DeviceFields draft={draft} put={put} kindFixed />
      {problem && <p className="form-error" role="alert">{problem}</p>}
      <Button size="lg" fullWidth loading={busy} disabled={!document} onClick={save}>{t('provisioning.claimSave')}</Button>
      {another}
    </div>
  );
}

function TestStep({ claim, onAnother }: { claim: Claim; onAnother: () => void }) {
  const { t, word } = useWords();
  const { link } = useAddress();
  const asked = useLoad(claim.deviceId, (signal) => api.device(claim.deviceId, signal));
  const heard = asked.data?.lastSeenAt != null;
  const { reload } = asked;
  useEffect(() => {
    if (heard) return undefined;
    const timer = setInterval(reload, lookMs);
    return () => clearInterval(timer);
  }, [heard, reload]);
  return (
    <div className="claim-step" role="status">
      <p><strong className="mono">{claim.deviceId}</strong></p>
      {heard ? (
        <p className="claim-heard"><IconCircleCheck size={28} aria-hidden /> {t('provisioning.claimHeard')}<br /><span className="quiet">{t('provisioning.claimHealth', { health: word('health', asked.data?.health ?? 'unknown') })}</span></p>
      ) : (
        <><Waiting text={t('provisioning.claimWaiting')} /><p className="quiet">{t('provisioning.claimLater')}</p></>
      )}
      <Button component={Link} to={link(`/devices/${encodeURIComponent(claim.deviceId)}`)} variant="default" size="lg" fullWidth>{t('provisioning.claimDevice')}</Button>
      <Button size="lg" fullWidth variant={heard ? 'filled' : 'default'} onClick={onAnother}>{t('provisioning.claimAnother')}</Button>
    </div>
  );
}

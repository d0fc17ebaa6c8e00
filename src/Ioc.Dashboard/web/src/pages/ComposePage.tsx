import { Button, MultiSelect, SegmentedControl, Select, Slider, Switch, Textarea, TextInput } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useMemo } from 'react';
import { Link } from 'react-router';
import { api } from '../api/client';
import type { BulletinLevel } from '../api/types';
import { useAddress } from '../app/address';
import { mayOperate, useSession } from '../app/session';
import { useUnits } from '../app/units';
import { Consequence } from '../broadcasts/Consequence';
import { useDraft } from '../broadcasts/useDraft';
import { number, withUnit } from '../format/numbers';
import { duration } from '../format/time';
import { useWords } from '../i18n';
import { defaultsByLevel, holdMs, missing, spokenSeconds, textMax } from '../state/draft';
import type { Draft } from '../state/draft';
import { foldText } from '../state/search';
import { unitName } from '../state/units';
import { Ago } from '../ui/Ago';
import { HoldButton } from '../ui/HoldButton';
import { Empty } from '../ui/Notice';
import { useLoad } from '../ui/useLoad';

const expiries = [600, 1800, 3600, 4 * 3600, 12 * 3600];

export function ComposePage() {
  const { t, word, language } = useWords();
  const { unit, link } = useAddress();
  const { session } = useSession();
  const { draft, put, restoredAt, discard, send, sending, problem, isKept } = useDraft();
  const hasTarget = draft.units.length + draft.devices.length > 0;
  const preview = useLoad(hasTarget ? JSON.stringify([draft.units, draft.devices]) : null, (signal) => api.previewBroadcast(draft.units, draft.devices, signal));
  const emergency = draft.level === 'emergency';
  const clusters = preview.data?.clusters ?? null;
  const lacking = missing(draft, clusters);
  const held = holdMs(draft.level, clusters);
  const holdLabel = emergency ? t(draft.exercise ? 'compose.sendDrill' : 'compose.sendEmergency')
    : t(draft.level === 'priority' ? 'compose.sendManyPriority' : 'compose.sendMany', { n: number(clusters ?? 0, language) });

  if (!mayOperate(session)) return <Empty title={t('compose.viewerOnly')} />;
  return (
    <section className={`page compose${emergency ? ' is-emergency' : ''}${draft.exercise ? ' is-exercise' : ''}`}>
      {(emergency || draft.exercise) && <p className="mode-band" role="status">{emergency && <strong>{t('compose.emergencyMode')}</strong>}{draft.exercise && <span>{t('compose.drillMode')}</span>}</p>}
      <header className="page-head"><h1>{t('compose.title')}</h1><span className="bar-space" /><Button component={Link} to={link('/broadcasts')} variant="default" leftSection={<IconX size={16} aria-hidden />}>{t('compose.leave')}</Button></header>
      {restoredAt !== null && <p className="draft-note" role="status"><span>{t('compose.restored')} <Ago at={restoredAt} /></span> <Button size="compact-sm" variant="default" onClick={discard}>{t('compose.discard')}</Button></p>}
      {!isKept && <p className="draft-note" role="alert">{t('compose.notKept')}</p>}
      <div className="page-scroll compose-steps">
        <section className="step" aria-labelledby="step-what">
          <h2 id="step-what"><i aria-hidden>1</i>{t('compose.what')}</h2>
          <div className="field"><span className="field-label" id="level-label">{t('compose.level')}</span>
            <SegmentedControl fullWidth aria-labelledby="level-label" value={draft.level} onChange={(value) => put({ level: value as BulletinLevel, ...defaultsByLevel[value as BulletinLevel] })} data={(['routine', 'priority', 'emergency'] as const).map((level) => ({ value: level, label: word('level', level) }))} />
            <p className="quiet">{t(`compose.levelHint.${draft.level}`)}</p>
          </div>
          <Switch checked={draft.exercise} onChange={(event) => put({ exercise: event.currentTarget.checked })} label={t('compose.exercise')} description={t('compose.exerciseHint')} />
          <TextInput label={t('compose.name')} placeholder={t('compose.namePlaceholder')} value={draft.title} maxLength={200} onChange={(event) => put({ title: event.currentTarget.value })} />
          <Textarea label={t('compose.text')} placeholder={t('compose.textPlaceholder')} value={draft.text} autosize minRows={5} maxRows={14} onChange={(event) => put({ text: event.currentTarget.value })} error={draft.text.length > textMax ? t('compose.tooLong') : undefined}
            description={t('compose.textCount', { n: number(draft.text.length, language), time: duration(spokenSeconds(draft.text), language) })} inputWrapperOrder={['label', 'input', 'description', 'error']} />
          <div className="field-row">
            <div className="field"><span className="field-label" id="volume-label">{t('compose.volume')} · {withUnit(draft.volumePercent, '%', language)}</span><Slider thumbLabel={t('compose.volume')} value={draft.volumePercent} onChange={(value) => put({ volumePercent: value })} min={10} max={100} step={5} label={null} /></div>
            <Select label={t('compose.expires')} value={String(draft.expiresInSeconds)} allowDeselect={false} onChange={(value) => put({ expiresInSeconds: Number(value) })} data={expiries.map((seconds) => ({ value: String(seconds), label: seconds < 3600 ? t('compose.expiresMinutes', { n: seconds / 60 }) : t('compose.expiresHours', { n: seconds / 3600 }) }))} />
          </div>
        </section>
        <section className="step" aria-labelledby="step-where">
          <h2 id="step-where"><i aria-hidden>2</i>{t('compose.where')}</h2>
          <Targets draft={draft} scope={unit} put={put} />
        </section>
        <section className="step" aria-labelledby="step-send">
          <h2 id="step-send"><i aria-hidden>3</i>{t('compose.send')}</h2>
          <Consequence hasTarget={hasTarget} preview={preview} />
          {lacking.length > 0 && <div className="lacking"><p>{t('compose.fixFirst')}</p><ul>{lacking.map((one) => <li key={one}>{t(`compose.${one}`)}</li>)}</ul></div>}
          {problem && <p className="form-error" role="alert">{problem}</p>}
          {held > 0 ? (
            <>
              <HoldButton tone={emergency ? 'emergency' : 'send'} disabled={lacking.length > 0 || sending} label={sending ? t('compose.sending') : holdLabel} holding={(n) => t('compose.holding', { n })} holdMs={held} describedBy="hold-help" onHeld={() => void send()} />
              <p className="quiet" id="hold-help">{t('compose.holdHelp', { n: held / 1000 })}</p>
            </>
          ) : (
            <Button size="lg" fullWidth disabled={lacking.length > 0} loading={sending} onClick={() => void send()}>{draft.level === 'priority' ? t('compose.sendPriority') : t('compose.sendRoutine')}</Button>
          )}
        </section>
      </div>
    </section>
  );
}

function Targets({ draft, scope, put }: { draft: Draft; scope: string | null; put: (changes: Partial<Draft>) => void }) {
  const { t } = useWords();
  const units = useUnits();
  const options = useMemo(() => units.all.map((unit) => ({ value: unit.code, label: unit.fullName })), [units]);
  const provinces = useMemo(() => units.all.filter((unit) => !unit.parentCode && (units.children.get(unit.code)?.length ?? 0) > 0), [units]);
  const add = (code: string) => put({ units: [...new Set([...draft.units, code])] });
  return (
    <>
      <MultiSelect
        label={t('compose.units')} placeholder={draft.units.length === 0 ? t('compose.unitsPlaceholder') : undefined} data={options} value={draft.units} onChange={(value) => put({ units: value })} searchable clearable hidePickedOptions limit={60} maxDropdownHeight={280}
        filter={({ options: all, search, limit }) => { const wanted = foldText(search); return all.filter((one) => 'label' in one && foldText(one.label).includes(wanted)).slice(0, limit); }}
      />
      <div className="card-actions">
        {scope && !draft.units.includes(scope) && <Button variant="default" size="compact-md" onClick={() => add(scope)}>{t('compose.useScope', { name: unitName(units, scope) })}</Button>}
        {provinces.length <= 3 && provinces.filter((unit) => !draft.units.includes(unit.code) && unit.code !== scope).map((unit) => <Button key={unit.code} variant="default" size="compact-md" onClick={() => add(unit.code)}>{t('compose.wholeProvince', { name: unit.fullName })}</Button>)}
      </div>
      {draft.devices.length > 0 && (
        <div className="field"><span className="field-label">{t('compose.devices')}</span>
          <ul className="picked">{draft.devices.map((device) => <li key={device} className="mono">{device}<button type="button" className="link" aria-label={`${t('common.clear')} ${device}`} onClick={() => put({ devices: draft.devices.filter((one) => one !== device) })}><IconX size={14} aria-hidden /></button></li>)}</ul>
        </div>
      )}
    </>
  );
}

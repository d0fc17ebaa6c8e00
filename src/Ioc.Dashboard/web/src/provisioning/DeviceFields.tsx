import { NumberInput, Select, TextInput } from '@mantine/core';
import { useMemo } from 'react';
import { kindWords } from '../api/types';
import type { DeviceKindWord } from '../api/types';
import { useUnits } from '../app/units';
import { useWords } from '../i18n';
import { foldText } from '../state/search';
import type { DeviceDraft } from './deviceDraft';

interface Props { draft: DeviceDraft; put: (changes: Partial<DeviceDraft>) => void; kindFixed?: boolean }

/** What registering a device asks for, but its place. */
export function DeviceFields({ draft, put, kindFixed }: Props) {
  const { t, word } = useWords();
  const units = useUnits();
  const communes = useMemo(() => units.all.filter((unit) => unit.parentCode).map((unit) => ({ value: unit.code, label: unit.fullName })), [units]);
  const count = (name: 'horns' | 'powerWatts' | 'audibleRadiusMetres' | 'accessPoints' | 'heightMetres', label: string, max: number) => (
    <NumberInput label={label} min={1} max={max} allowDecimal={false} value={draft[name]} onChange={(value) => put({ [name]: Number(value) || 1 })} />
  );
  return (
    <>
      <TextInput label={t('provisioning.name')} value={draft.name} maxLength={200} required onChange={(event) => put({ name: event.currentTarget.value })} />
      {!kindFixed && <Select label={t('provisioning.kind')} allowDeselect={false} value={draft.kind} onChange={(value) => put({ kind: value as DeviceKindWord })} data={kindWords.map((one) => ({ value: one as string, label: word('kind', one) }))} />}
      <Select
        label={t('provisioning.commune')} searchable required value={draft.unitCode} onChange={(value) => put({ unitCode: value })} data={communes} limit={60}
        filter={({ options, search, limit }) => { const wanted = foldText(search); return options.filter((one) => 'label' in one && foldText(one.label).includes(wanted)).slice(0, limit); }}
      />
      <TextInput label={t('provisioning.serial')} value={draft.serial} maxLength={100} onChange={(event) => put({ serial: event.currentTarget.value })} />
      {draft.kind === 'loudspeaker' && <div className="field-row is-three">{count('horns', t('provisioning.horns'), 16)}{count('powerWatts', t('provisioning.power'), 5000)}{count('audibleRadiusMetres', t('provisioning.radius'), 5000)}</div>}
      {draft.kind === 'hotspot' && <div className="field-row is-three">{count('accessPoints', t('provisioning.accessPoints'), 256)}<TextInput label={t('provisioning.placeType')} required value={draft.placeType} onChange={(event) => put({ placeType: event.currentTarget.value })} /><TextInput label={t('provisioning.backhaul')} required value={draft.backhaul} onChange={(event) => put({ backhaul: event.currentTarget.value })} /></div>}
      {draft.kind === 'site' && <div className="field-row is-three"><TextInput label={t('provisioning.operator')} required value={draft.operator} onChange={(event) => put({ operator: event.currentTarget.value })} /><TextInput label={t('provisioning.band')} required value={draft.band} onChange={(event) => put({ band: event.currentTarget.value })} />{count('heightMetres', t('provisioning.height'), 200)}</div>}
    </>
  );
}

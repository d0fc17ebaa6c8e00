import { ActionIcon, Button, Select, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useUnits } from '../app/units';
import { useWords } from '../i18n';
import type { Draft, Place } from './grants';

const roles = ['viewer', 'fieldTeam', 'editor', 'operator', 'approver', 'engineer', 'administrator'];

/** Roles with their places; unfinished ones are the caller's to see (grantsOf). */
export function GrantEditor({ drafts, onChange }: { drafts: readonly Draft[]; onChange: (drafts: Draft[]) => void }) {
  const { t } = useWords();
  const units = useUnits();
  const options = useMemo(() => units.all.map((unit) => ({ value: unit.code, label: unit.fullName })), [units]);
  const set = (key: number, part: Partial<Draft>) => onChange(drafts.map((draft) => (draft.key === key ? { ...draft, ...part } : draft)));
  const add = () => onChange([...drafts, { key: Math.max(0, ...drafts.map((draft) => draft.key)) + 1, role: 'viewer', place: options.length > 0 ? 'unit' : 'centre', unitCode: '', group: '' }]);
  return (
    <div className="grants">
      {drafts.map((draft) => (
        <div className="grant" key={draft.key}>
          <Select aria-label={t('access.people.roles')} data={roles.map((role) => ({ value: role, label: t(`access.role.${role}`) }))} value={draft.role} onChange={(role) => { if (role) set(draft.key, { role }); }} allowDeselect={false} />
          <Select
            aria-label={t('access.people.place')} value={draft.place} onChange={(place) => { if (place) set(draft.key, { place: place as Place }); }} allowDeselect={false}
            data={[{ value: 'centre', label: t('access.people.atCentre') }, { value: 'unit', label: t('access.people.atUnit') }, { value: 'group', label: t('access.people.atGroup') }]}
          />
          {draft.place === 'unit' && <Select searchable limit={60} aria-label={t('access.people.placeHint')} placeholder={t('access.people.placeHint')} data={options} value={draft.unitCode || null} onChange={(code) => set(draft.key, { unitCode: code ?? '' })} />}
          {draft.place === 'group' && <TextInput aria-label={t('access.people.groupName')} placeholder={t('access.people.groupName')} value={draft.group} onChange={(event) => set(draft.key, { group: event.currentTarget.value })} />}
          <ActionIcon variant="subtle" color="gray" aria-label={t('access.people.dropRole')} title={t('access.people.dropRole')} onClick={() => onChange(drafts.filter((one) => one.key !== draft.key))}><IconX size={16} aria-hidden /></ActionIcon>
        </div>
      ))}
      <Button size="compact-sm" variant="default" leftSection={<IconPlus size={14} aria-hidden />} onClick={add}>{t('access.people.addRole')}</Button>
    </div>
  );
}

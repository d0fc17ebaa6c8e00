import { Button, Select, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { kindWords } from '../api/types';
import type { HealthWord } from '../api/types';
import { useAddress } from '../app/address';
import { useWords } from '../i18n';
import type { Labels } from '../state/deviceLabels';
import type { DeviceFilter } from '../state/devices';

const healthOrder: readonly HealthWord[] = ['faulty', 'offline', 'degraded', 'unknown', 'ok'];
/** Typing filters 20,000 rows: not for every letter of a quick typist. */
const typingPauseMs = 150;

interface Props {
  filter: DeviceFilter;
  labels: Labels | undefined;
  onLabelsWanted: () => void;
}

export function DeviceFilters({ filter, labels, onLabelsWanted }: Props) {
  const { t, word } = useWords();
  const { set } = useAddress();
  // A phone keeps its room for the devices: who looks for a vendor or a tag asks for these two.
  const [more, setMore] = useState(false);
  const open = more || Boolean(filter.vendor ?? filter.tag);
  const withOwn = (words: readonly string[] | undefined, own: string | null | undefined) => (own && !words?.includes(own) ? [own, ...(words ?? [])] : [...(words ?? [])]);
  return (
    <>
      <FilterText key={filter.text === '' ? 'empty' : 'text'} text={filter.text} />
      <Select size="sm" w={140} aria-label={t('devices.kind')} clearable clearButtonProps={{ 'aria-label': t('devices.clear') }} placeholder={t('kind.all')} value={filter.kind} onChange={(value) => set({ kind: value })} data={kindWords.map((one) => ({ value: one, label: word('kind', one) }))} />
      <Select size="sm" w={168} aria-label={t('devices.health')} clearable clearButtonProps={{ 'aria-label': t('devices.clear') }} placeholder={t('health.all')} value={filter.trouble ? 'trouble' : filter.health} onChange={(value) => set({ health: value })} data={[{ value: 'trouble', label: t('health.trouble') }, ...healthOrder.map((one) => ({ value: one as string, label: word('health', one) }))]} />
      {!open && <Button className="phone-only" size="sm" variant="default" onClick={() => setMore(true)}>{t('devices.moreFilters')}</Button>}
      <div className={`filters-more${open ? ' is-open' : ''}`}>
        <Select size="sm" w={150} aria-label={t('devices.vendor')} clearable searchable clearButtonProps={{ 'aria-label': t('devices.clear') }} placeholder={t('devices.anyVendor')} value={filter.vendor ?? null} onChange={(value) => set({ vendor: value })} onFocus={onLabelsWanted} data={withOwn(labels?.vendors, filter.vendor)} nothingFoundMessage={t(labels ? 'devices.noVendors' : 'common.loading')} />
        <Select size="sm" w={140} aria-label={t('devices.tag')} clearable searchable clearButtonProps={{ 'aria-label': t('devices.clear') }} placeholder={t('devices.anyTag')} value={filter.tag ?? null} onChange={(value) => set({ tag: value })} onFocus={onLabelsWanted} data={withOwn(labels?.tags, filter.tag)} nothingFoundMessage={t(labels ? 'devices.noTags' : 'common.loading')} />
      </div>
    </>
  );
}

function FilterText({ text }: { text: string }) {
  const { t } = useWords();
  const { set } = useAddress();
  const [typed, setTyped] = useState(text);
  useEffect(() => {
    if (typed === text) return undefined;
    const timer = setTimeout(() => set({ q: typed }, true), typingPauseMs);
    return () => clearTimeout(timer);
  }, [typed, text, set]);
  return <TextInput size="sm" w={210} type="search" value={typed} onChange={(event) => setTyped(event.currentTarget.value)} placeholder={t('devices.search')} aria-label={t('devices.search')} leftSection={<IconSearch size={15} aria-hidden />} />;
}

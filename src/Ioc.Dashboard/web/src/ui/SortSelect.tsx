import { ActionIcon, Select } from '@mantine/core';
import { IconSortAscending, IconSortDescending } from '@tabler/icons-react';
import { useWords } from '../i18n';

interface Props<T extends string> {
  sort: T;
  sorts: readonly { sort: T; name: string }[];
  onSort: (sort: T) => void;
  /** Only where a list can be turned round: asking for the same order again does. */
  reversed?: boolean;
}

/** A phone has no room for a table's head, which is what one sorts by at a desk. */
export function SortSelect<T extends string>({ sort, sorts, onSort, reversed }: Props<T>) {
  const { t } = useWords();
  return (
    <span className="phone-only sort-select">
      <Select size="sm" aria-label={t('devices.sort')} allowDeselect={false} value={sort} onChange={(value) => { if (value && value !== sort) onSort(value as T); }} data={sorts.map(({ sort: by, name }) => ({ value: by as string, label: t('devices.sortBy', { name }) }))} />
      {reversed !== undefined && <ActionIcon variant="default" size={36} aria-label={t('devices.turn')} title={t('devices.turn')} aria-pressed={reversed} onClick={() => onSort(sort)}>{reversed ? <IconSortDescending size={17} aria-hidden /> : <IconSortAscending size={17} aria-hidden />}</ActionIcon>}
    </span>
  );
}

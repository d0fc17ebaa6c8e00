import { Combobox, TextInput, UnstyledButton, useCombobox } from '@mantine/core';
import { IconChevronDown, IconMapPin } from '@tabler/icons-react';
import { useState } from 'react';
import type { Unit } from '../api/types';
import { useWords } from '../i18n';
import { useLive } from '../live/hooks';
import { foldText } from '../state/search';
import { provinceName, unitName, unitsInUse } from '../state/units';
import { useAddress } from './address';
import { useUnits } from './units';

/** Enough to scroll through a province; more than that is found by typing. */
const optionsMax = 250;

export function ScopePicker() {
  const { t } = useWords();
  const { unit, set } = useAddress();
  const units = useUnits();
  const overview = useLive((store) => store.overview);
  const [text, setText] = useState('');
  const combobox = useCombobox({ onDropdownClose: () => { combobox.resetSelectedOption(); setText(''); }, onDropdownOpen: () => combobox.focusSearchInput() });
  // The units that hold devices, once the whole was seen; they stay offered while a narrower scope is shown.
  const [inUse, setInUse] = useState<{ key: string; units: readonly Unit[] }>({ key: '', units: [] });
  const key = overview && !unit && units.all.length > 0 ? `${overview.registryVersion}|${overview.count}` : inUse.key;
  if (overview && key !== inUse.key) setInUse({ key, units: unitsInUse(units, new Set(overview.unit)) });
  const offered = inUse.units.length > 0 ? inUse.units : units.all;
  const wanted = foldText(text);
  const shown = wanted === '' ? offered : offered.filter((one) => foldText(one.fullName).includes(wanted));
  return (
    <Combobox store={combobox} width={300} position="bottom-start" onOptionSubmit={(code) => { set({ unit: code === '*' ? null : code, sel: null, at: null }); combobox.closeDropdown(); }}>
      <Combobox.Target targetType="button">
        <UnstyledButton className="scope" onClick={() => combobox.toggleDropdown()} >
          <IconMapPin size={17} stroke={1.6} aria-hidden />
          <span className="visually-hidden">{t('top.scope')}: </span><span className="scope-name">{unit ? unitName(units, unit) : provinceName(offered) ?? t('top.wholeProvince')}</span>
          <IconChevronDown size={15} aria-hidden />
        </UnstyledButton>
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Search component={TextInput} value={text} onChange={(event) => setText(event.currentTarget.value)} placeholder={t('top.searchScope')} aria-label={t('top.searchScope')} />
        <Combobox.Options className="scope-options">
          {wanted === '' && <Combobox.Option value="*" active={!unit}>{t('top.wholeProvince')}</Combobox.Option>}
          {shown.slice(0, optionsMax).map((one) => (
            <Combobox.Option key={one.code} value={one.code} active={one.code === unit} className={one.parentCode ? 'is-nested' : ''}>{one.fullName}</Combobox.Option>
          ))}
          {shown.length === 0 && <Combobox.Empty>{t('top.searchNothing', { text })}</Combobox.Empty>}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}

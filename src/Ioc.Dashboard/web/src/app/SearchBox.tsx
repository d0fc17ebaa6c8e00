import { Combobox, TextInput, useCombobox } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { api } from '../api/client';
import { useWords } from '../i18n';
import { useLive } from '../live/hooks';
import { sortAlerts } from '../state/alerts';
import { foldText } from '../state/search';
import { findUnits, unitName } from '../state/units';
import { HealthShape } from '../ui/HealthMark';
import { KindIcon } from '../ui/KindIcon';
import { useLoad } from '../ui/useLoad';
import { useAddress } from './address';
import { useUnits } from './units';

const eachMax = 6;
const typingPauseMs = 180;

export function SearchBox() {
  const { t, language } = useWords();
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const { link } = useAddress();
  const units = useUnits();
  // Searched when one types; a list under the fingers that moves with every alert would help nobody.
  const overview = useLive((store) => store.overview);
  const [text, setText] = useState('');
  const [asked, setAsked] = useState('');
  const isNarrow = useMediaQuery('(max-width: 700px)');
  const input = useRef<HTMLInputElement>(null);
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      input.current?.focus();
      input.current?.select();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
  useEffect(() => {
    const timer = setTimeout(() => setAsked(text.trim()), typingPauseMs);
    return () => clearTimeout(timer);
  }, [text]);

  const devices = useLoad(asked.length >= 2 ? asked : null, (signal) => api.findDevices(asked, signal));
  const foundUnits = useMemo(() => findUnits(units.all, asked, eachMax), [units, asked]);
  const foundAlerts = useMemo(() => {
    const wanted = foldText(asked);
    return wanted === '' ? [] : sortAlerts(overview?.alerts.values() ?? []).filter((alert) => foldText(`${alert.deviceName} ${alert.textVi} ${alert.textEn}`).includes(wanted)).slice(0, eachMax);
  }, [overview, asked]);
  const foundDevices = devices.data?.items ?? [];
  const nothing = asked !== '' && !devices.loading && foundUnits.length + foundAlerts.length + foundDevices.length === 0;

  const go = (value: string) => {
    const [type = '', id = ''] = [value.slice(0, 1), value.slice(2)];
    combobox.closeDropdown();
    setText('');
    input.current?.blur();
    // On the map one wants to see where it is; anywhere else, its page.
    if (type === 'd') void navigate(pathname === '/' ? link('/', { sel: `d:${id}` }) : link(`/devices/${encodeURIComponent(id)}`));
    else if (type === 'u') void navigate(`/?unit=${encodeURIComponent(id)}`);
    else void navigate(link('/', { sel: `a:${id}` }));
  };

  return (
    <Combobox store={combobox} onOptionSubmit={go} width={380} position="bottom-start">
      <Combobox.Target>
        <TextInput
          ref={input} className="search" size="sm" value={text} placeholder={t(isNarrow ? 'top.searchShort' : 'top.search')} aria-label={`${t('top.search')} (Ctrl K)`} title={t('top.searchHint')} leftSection={<IconSearch size={16} aria-hidden />}
          rightSection={<kbd className="search-key" aria-hidden>Ctrl K</kbd>} rightSectionWidth={58}
          onChange={(event) => { setText(event.currentTarget.value); combobox.openDropdown(); }} onFocus={() => { if (text) combobox.openDropdown(); }} onBlur={() => combobox.closeDropdown()}
        />
      </Combobox.Target>
      <Combobox.Dropdown hidden={asked === ''}>
        <Combobox.Options className="search-options">
          {foundUnits.length > 0 && <Combobox.Group label={t('top.searchUnits')}>{foundUnits.map((one) => <Combobox.Option key={one.code} value={`u:${one.code}`}>{one.fullName}</Combobox.Option>)}</Combobox.Group>}
          {foundDevices.length > 0 && (
            <Combobox.Group label={t('top.searchDevices')}>
              {foundDevices.map((device) => (
                <Combobox.Option key={device.id} value={`d:${device.id}`}><span className="found"><KindIcon kind={device.kind} /><span className="found-name">{device.name}</span><HealthShape health={device.health} /><span className="quiet">{unitName(units, device.unitCode)}</span></span></Combobox.Option>
              ))}
            </Combobox.Group>
          )}
          {foundAlerts.length > 0 && <Combobox.Group label={t('top.searchAlerts')}>{foundAlerts.map((alert) => <Combobox.Option key={alert.id} value={`a:${alert.id}`}>{language === 'vi' ? alert.textVi : alert.textEn} · {alert.deviceName}</Combobox.Option>)}</Combobox.Group>}
          {nothing && <Combobox.Empty>{t('top.searchNothing', { text: asked })}</Combobox.Empty>}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}

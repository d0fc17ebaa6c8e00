import { Button } from '@mantine/core';
import { IconDownload, IconRefresh, IconSpeakerphone } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { Link } from 'react-router';
import { api } from '../api/client';
import { healthWords, kindWords } from '../api/types';
import { useAddress } from '../app/address';
import { LiveWaiting } from '../app/LiveWaiting';
import { may, mayOperate, useSession } from '../app/session';
import { useUnits } from '../app/units';
import { DeviceFilters } from '../device/DeviceFilters';
import { DeviceTable, deviceColumns } from '../device/DeviceTable';
import { devicesCsv } from '../device/exportDevices';
import { useDeviceRows } from '../device/useDeviceRows';
import { useLabels } from '../device/useLabels';
import { number } from '../format/numbers';
import { dayStamp } from '../format/time';
import { useWords } from '../i18n';
import { deviceSorts } from '../state/devices';
import type { DeviceFilter, DeviceSort } from '../state/devices';
import { readLabels } from '../state/deviceLabels';
import { noSelection } from '../state/selection';
import type { Overview } from '../state/overview';
import { unitName } from '../state/units';
import { Empty, ProblemNotice, problemText } from '../ui/Notice';
import { saveFile } from '../ui/saveFile';
import { SortSelect } from '../ui/SortSelect';

/** What a preview of the server takes: a broadcast to more is one to their communes. */
const broadcastTargetsMax = 100;

export function DevicesPage() {
  const { t, language } = useWords();
  const { params, set } = useAddress();
  const { session } = useSession();
  const { filter, sort, reversed } = useAddressFilter();
  const [labelsWanted, setLabelsWanted] = useState(false);
  // A desk has the room and the line for the vendors' column; a phone asks when somebody filters by it.
  const labels = useLabels(labelsWanted || Boolean(filter.vendor ?? filter.tag) || sort === 'vendor' || matchMedia('(min-width: 1400px)').matches);
  const [held, setHeld] = useState(false);
  const [selection, setSelection] = useState(noSelection);
  const { overview, rows, stale, renew } = useDeviceRows(filter, sort, reversed, labels.data ?? null, held || selection.chosen.size > 0);
  const onSort = (by: DeviceSort) => set({ sort: by === 'health' ? null : by, dir: by === sort && !reversed ? 'up' : null }, true);
  const filtered = ['q', 'kind', 'health', 'vendor', 'tag'].some((name) => params.get(name));
  return (
    <section className="page">
      <header className="page-head">
        <h1>{t('devices.title')}</h1>
        <DeviceFilters filter={filter} labels={labels.data} onLabelsWanted={() => setLabelsWanted(true)} />
        <SortSelect sort={sort} sorts={deviceColumns.map(({ sort: by, name }) => ({ sort: by, name: t(`devices.${name}`) }))} onSort={onSort} reversed={reversed} />
        <span className="page-count quiet tabular" role="status">{overview ? t('devices.count', { n: number(rows.length, language) }) : ''}</span>
        {stale > 0 && held && <Button size="compact-sm" variant="subtle" leftSection={<IconRefresh size={14} aria-hidden />} onClick={renew}>{t('devices.stale', { n: number(stale, language) })}</Button>}
        {overview && may(session, 'exportData') && <ExportButton overview={overview} rows={rows} chosen={selection.chosen} />}
      </header>
      {labels.error !== undefined && <ProblemNotice error={labels.error} onRetry={labels.reload} />}
      {selection.chosen.size > 0 && overview && <ChosenBar overview={overview} chosen={selection.chosen} onClear={() => setSelection(noSelection)} />}
      {!overview ? <LiveWaiting /> : rows.length === 0 ? (
        <Empty title={t('devices.none')}>{filtered && <Button variant="default" size="compact-md" onClick={() => set({ q: null, kind: null, health: null, vendor: null, tag: null })}>{t('devices.clear')}</Button>}</Empty>
      ) : (
        <DeviceTable overview={overview} rows={rows} labels={labels.data ?? null} sort={sort} reversed={reversed} onSort={onSort} selection={selection} onSelection={setSelection} onHold={setHeld} />
      )}
    </section>
  );
}

function useAddressFilter(): { filter: DeviceFilter; sort: DeviceSort; reversed: boolean } {
  const { params } = useAddress();
  const text = params.toString();
  return useMemo(() => {
    const read = new URLSearchParams(text);
    const filter: DeviceFilter = {
      kind: kindWords.find((one) => one === read.get('kind')) ?? null, health: healthWords.find((one) => one === read.get('health')) ?? null,
      trouble: read.get('health') === 'trouble', text: read.get('q') ?? '', vendor: read.get('vendor') || null, tag: read.get('tag') || null,
    };
    return { filter, sort: deviceSorts.find((one) => one === read.get('sort')) ?? 'health', reversed: read.get('dir') === 'up' };
  }, [text]);
}

/** The chosen rows, or everything the filter shows. */
function ExportButton({ overview, rows, chosen }: { overview: Overview; rows: readonly number[]; chosen: ReadonlySet<string> }) {
  const words = useWords();
  const units = useUnits();
  const [going, setGoing] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const exported = async () => {
    setGoing(true);
    setProblem(null);
    try {
      const labels = readLabels(await api.labels());
      const wanted = chosen.size > 0 ? rows.filter((row) => chosen.has(overview.id[row] ?? '')) : rows;
      await api.noteDeviceExport(wanted.length);
      saveFile(`${words.t('devices.file')}-${dayStamp(Date.now())}.csv`, devicesCsv(overview, wanted, labels, (code) => unitName(units, code), words));
    } catch (error) {
      setProblem(problemText(error, words));
    } finally {
      setGoing(false);
    }
  };
  return (
    <>
      <Button size="sm" variant="default" loading={going} leftSection={<IconDownload size={15} aria-hidden />} onClick={() => void exported()}>{chosen.size > 0 ? words.t('devices.exportChosen', { n: number(chosen.size, words.language) }) : words.t('devices.export')}</Button>
      {problem && <span className="form-error" role="alert">{problem}</span>}
    </>
  );
}

function ChosenBar({ overview, chosen, onClear }: { overview: Overview; chosen: ReadonlySet<string>; onClear: () => void }) {
  const { t, language } = useWords();
  const { session } = useSession();
  const { unit } = useAddress();
  const speakers = [...chosen].filter((id) => overview.kind[overview.rowById.get(id) ?? -1] === 1);
  const query = new URLSearchParams([...(unit ? [['unit', unit]] : []), ...speakers.map((id) => ['device', id])]);
  return (
    <div className="chosen-bar" role="status">
      <span className="tabular">{t('devices.chosen', { n: number(chosen.size, language) })}</span>
      {mayOperate(session) && speakers.length > 0 && speakers.length === chosen.size && speakers.length <= broadcastTargetsMax && (
        <Button size="compact-sm" variant="default" component={Link} to={`/broadcasts/new?${query.toString()}`} leftSection={<IconSpeakerphone size={14} aria-hidden />}>{t('devices.broadcastChosen')}</Button>
      )}
      <Button size="compact-sm" variant="subtle" onClick={onClear}>{t('devices.unchoose')}</Button>
    </div>
  );
}

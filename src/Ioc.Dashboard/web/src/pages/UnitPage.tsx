import { Button } from '@mantine/core';
import { IconMap2, IconSpeakerphone } from '@tabler/icons-react';
import { useMemo } from 'react';
import { Link, useParams } from 'react-router';
import { AlertRow } from '../alerts/AlertRow';
import { AlertSheet } from '../alerts/AlertSheet';
import { healthWords, kindWords } from '../api/types';
import type { Unit } from '../api/types';
import { useAddress } from '../app/address';
import { usePageName } from '../app/pageName';
import { mayOperate, useSession } from '../app/session';
import { useUnits } from '../app/units';
import { LevelMark, PhaseMark, ProgressBar } from '../broadcasts/marks';
import { Reasons } from '../device/Reasons';
import { number, percent } from '../format/numbers';
import { useWords } from '../i18n';
import { useLiveBroadcasts, useOpenAlerts, useOverview } from '../live/hooks';
import { sortAlerts } from '../state/alerts';
import { newestFirst } from '../state/broadcasts';
import { badness, inTrouble } from '../state/counts';
import { healthOf, kindOf } from '../state/devices';
import type { UnitRow } from '../state/ranking';
import { unitPath, unitsBelow } from '../state/units';
import { HealthShape } from '../ui/HealthMark';
import { KindIcon } from '../ui/KindIcon';
import { Ago } from '../ui/Ago';
import { Empty, ProblemNotice, Waiting } from '../ui/Notice';
import { AvailabilityChart } from '../units/AvailabilityChart';
import { HealthBar } from '../units/HealthBar';
import { PastAlerts } from '../units/PastAlerts';
import { useHamlets } from '../units/useHamlets';
import { useUnitRows } from '../units/useUnitRows';

/** More would be a list to page through, and that is the devices' page. */
const listedMax = 40;
const broadcastsMax = 8;

/** One commune (or a province as the sum of its communes): devices, hamlets, alerts, broadcasts. */
export function UnitPage() {
  const { t } = useWords();
  const { code = '' } = useParams();
  const units = useUnits();
  const rows = useUnitRows();
  const unit = units.byCode.get(code);
  usePageName(unit?.fullName);
  const below = useMemo(() => unitsBelow(units, code), [units, code]);
  const sum = useMemo(() => sumOf(code, (rows ?? []).filter((row) => below.has(row.code))), [rows, below, code]);
  if (units.all.length > 0 && !unit) return <Empty title={t('units.notFound', { code })} />;
  if (!unit || !rows) return <Waiting text={t('common.loading')} />;
  return (
    <section className="page device-page">
      <Head unit={unit} sum={sum} />
      <div className="unit-grid">
        <Figures sum={sum} code={code} />
        <AvailabilityChart key={code} code={code} devices={sum.total} />
        <Alerts below={below} code={code} />
        <Trouble below={below} code={code} />
        <Hamlets code={code} level={unit.level} />
        <Broadcasts code={code} below={below} />
      </div>
    </section>
  );
}

function sumOf(code: string, rows: readonly UnitRow[]): UnitRow {
  const sum: UnitRow = { code, total: 0, byKind: kindWords.map(() => 0), byHealth: healthWords.map(() => 0), trouble: 0, alerts: 0, waiting: 0 };
  for (const row of rows) {
    sum.total += row.total;
    sum.trouble += row.trouble;
    sum.alerts += row.alerts;
    sum.waiting += row.waiting;
    row.byKind.forEach((n, at) => { sum.byKind[at] = (sum.byKind[at] ?? 0) + n; });
    row.byHealth.forEach((n, at) => { sum.byHealth[at] = (sum.byHealth[at] ?? 0) + n; });
  }
  return sum;
}

function Head({ unit, sum }: { unit: Unit; sum: UnitRow }) {
  const { t, language } = useWords();
  const { session } = useSession();
  const { link } = useAddress();
  const units = useUnits();
  const above = unitPath(units, unit.code).slice(0, -1);
  return (
    <header className="device-head">
      <div>
        <p className="card-kind">{above.map((one) => <Link key={one.code} to={link(`/units/${encodeURIComponent(one.code)}`)}>{one.fullName}</Link>)} <span className="mono">{unit.code}</span></p>
        <h1>{unit.fullName}</h1>
        <p className="card-place">
          {t('panel.devicesOf', { n: number(sum.total, language) })}
          {unit.population ? ` · ${t('panel.population', { n: number(unit.population, language) })}` : ''}
        </p>
      </div>
      <div className="card-actions">
        <Button component={Link} to={`/?unit=${encodeURIComponent(unit.code)}`} size="compact-md" variant="default" leftSection={<IconMap2 size={15} aria-hidden />}>{t('units.onMap')}</Button>
        {mayOperate(session) && <Button component={Link} to={`/broadcasts/new?unit=${encodeURIComponent(unit.code)}&to=${encodeURIComponent(unit.code)}`} size="compact-md" variant="default" leftSection={<IconSpeakerphone size={15} aria-hidden />}>{t('panel.broadcastHere')}</Button>}
      </div>
    </header>
  );
}

function Figures({ sum, code }: { sum: UnitRow; code: string }) {
  const { t, word, language } = useWords();
  const working = sum.byHealth[1] ?? 0;
  return (
    <section className="box">
      <h2>{t('units.now')}</h2>
      <p className="unit-figure tabular"><b>{percent(working, sum.total, language)}</b> <span className="quiet">{t('units.working')}</span></p>
      <HealthBar byHealth={sum.byHealth} />
      <ul className="unit-kinds">
        {kindWords.map((kind, at) => (
          <li key={kind}><Link to={`/devices?unit=${encodeURIComponent(code)}&kind=${kind}`}><KindIcon kind={kind} /> {word('kind', kind)} <b className="tabular">{number(sum.byKind[at] ?? 0, language)}</b></Link></li>
        ))}
        {[3, 4, 2, 0].map((health) => (sum.byHealth[health] ?? 0) > 0 && (
          <li key={health}><Link to={`/devices?unit=${encodeURIComponent(code)}&health=${healthWords[health] ?? ''}`}><HealthShape health={healthWords[health] ?? 'unknown'} /> {word('health', healthWords[health] ?? 'unknown')} <b className="tabular">{number(sum.byHealth[health] ?? 0, language)}</b></Link></li>
        ))}
      </ul>
    </section>
  );
}

function Alerts({ below, code }: { below: ReadonlySet<string>; code: string }) {
  const { t, language } = useWords();
  const { set, params } = useAddress();
  const chosen = params.get('alert');
  const select = (id: string) => set({ alert: id });
  const { value: alerts, tick } = useOpenAlerts();
  // eslint-disable-next-line react-hooks/exhaustive-deps -- the alerts change in place; their tick says when
  const here = useMemo(() => sortAlerts([...alerts.values()].filter((alert) => below.has(alert.unitCode))), [alerts, below, tick]);
  return (
    <section className="box is-flush unit-alerts">
      <h2>{t('overview.openAlerts')} · <span className="tabular">{number(here.length, language)}</span></h2>
      {here.length === 0 && <p className="quiet box-pad">{t('alerts.none')}</p>}
      <ul className="alert-plain">
        {here.slice(0, listedMax).map((alert) => <li key={alert.id}><AlertRow alert={alert} selected={chosen === alert.id} onSelect={select} /></li>)}
      </ul>
      <PastAlerts key={code} unit={code} onSelect={select} />
      {chosen && <AlertSheet id={chosen} onClose={() => set({ alert: null })} />}
    </section>
  );
}

function Trouble({ below, code }: { below: ReadonlySet<string>; code: string }) {
  const { t, word, language } = useWords();
  const { link } = useAddress();
  const { value: overview, tick } = useOverview();
  const rows = useMemo(() => {
    const found: number[] = [];
    if (overview) for (let row = 0; row < overview.count; row++) if (inTrouble(overview.health[row] ?? 0) && below.has(overview.unit[row] ?? '')) found.push(row);
    return found.sort((a, b) => badness(overview?.health[b] ?? 0) - badness(overview?.health[a] ?? 0) || a - b);
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the overview changes in place; its tick says when
  }, [overview, below, tick]);
  return (
    <section className="box">
      <h2>{t('panel.inTrouble')} · <span className="tabular">{number(rows.length, language)}</span></h2>
      {rows.length === 0 && <p className="quiet">{t('panel.noneInTrouble')}</p>}
      <ul className="card-list">
        {overview && rows.slice(0, listedMax).map((row) => (
          <li key={overview.handle[row]}>
            <Link className="card-row" to={link(`/devices/${encodeURIComponent(overview.id[row] ?? '')}`)}>
              <HealthShape health={healthOf(overview, row)} title={word('health', healthOf(overview, row))} /><KindIcon kind={kindOf(overview, row)} />
              <span className="card-row-name">{overview.name[row]}</span><Reasons reasons={overview.conditions[row] ?? []} />
            </Link>
          </li>
        ))}
      </ul>
      {rows.length > listedMax && <Link to={`/devices?unit=${encodeURIComponent(code)}&health=trouble`}>{t('panel.more', { n: number(rows.length - listedMax, language) })}</Link>}
    </section>
  );
}

function Hamlets({ code, level }: { code: string; level: string }) {
  const { t, language } = useWords();
  const { link } = useAddress();
  const units = useUnits();
  const communes = level === 'province' ? units.children.get(code) ?? [] : [];
  const hamlets = useHamlets(level === 'province' ? null : code);
  const rows = level === 'province' ? communes : hamlets.data;
  return (
    <section className="box">
      <h2>{level === 'province' ? t('units.communes') : t('units.hamlets')}{rows && <> · <span className="tabular">{number(rows.length, language)}</span></>}</h2>
      {hamlets.error !== undefined && <ProblemNotice error={hamlets.error} onRetry={hamlets.reload} />}
      {rows?.length === 0 && <p className="quiet">{t('units.noHamlets')}</p>}
      <ul className="unit-list" tabIndex={0} aria-label={t(level === 'province' ? 'units.communes' : 'units.hamlets')}>
        {rows?.map((unit) => (
          <li key={unit.code}>
            {level === 'province' ? <Link to={link(`/units/${encodeURIComponent(unit.code)}`)}>{unit.fullName}</Link> : <span>{unit.fullName || unit.name}</span>}
            <span className="quiet tabular">{unit.population ? t('panel.population', { n: number(unit.population, language) }) : ''}{unit.hasGridPower === false ? ` · ${t('units.noPower')}` : ''}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Broadcasts({ code, below }: { code: string; below: ReadonlySet<string> }) {
  const { t } = useWords();
  const { link } = useAddress();
  const units = useUnits();
  const { value: broadcasts, tick } = useLiveBroadcasts();
  const here = useMemo(() => {
    // Sent to this unit, to one within it, or to one that it lies in.
    const reached = new Set([...below, ...unitPath(units, code).map((unit) => unit.code)]);
    return newestFirst(broadcasts.values()).filter((one) => one.units.some((unit) => reached.has(unit))).slice(0, broadcastsMax);
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the broadcasts change in place; their tick says when
  }, [broadcasts, below, code, units, tick]);
  return (
    <section className="box">
      <h2>{t('broadcasts.title')}</h2>
      {here.length === 0 && <p className="quiet">{t('broadcasts.none')}</p>}
      <ul className="unit-broadcasts">
        {here.map((one) => (
          <li key={one.id}>
            <p><LevelMark level={one.level} /> <PhaseMark broadcast={one} /> <span className="quiet"><Ago at={one.createdAt} /></span></p>
            <Link to={link(`/broadcasts/${encodeURIComponent(one.id)}`)}>{one.title}</Link>
            <ProgressBar broadcast={one} />
          </li>
        ))}
      </ul>
    </section>
  );
}

import { api } from '../api/client';
import { may, useSession } from '../app/session';
import { bytes, number } from '../format/numbers';
import { span } from '../format/time';
import { useWords } from '../i18n';
import { Ago } from '../ui/Ago';
import { useLoad } from '../ui/useLoad';

/** What stored telemetry takes, for how long there is room, and how it gets on to its server. */
export function TelemetrySection() {
  const { t, word, language } = useWords();
  const telemetry = useLoad(may(useSession().session, 'seeSystem') ? 'telemetry' : null, api.telemetry).data;
  const system = useLoad('system', api.system).data;
  if (!telemetry) return null;
  const { forwarding } = telemetry;
  return (
    <section className="box"><h2>{t('telemetry.title')}</h2>
      <dl className="twin">
        {telemetry.levels.map((level) => (
          <div key={level.name}><dt>{word('telemetry.level', level.name)}</dt>
            <dd className="tabular">{bytes(level.bytes, language)} · {t('telemetry.days', { held: number(level.heldDays, language, 1), kept: number(level.keptDays, language) })}</dd>
          </div>
        ))}
        <div><dt>{t('telemetry.file')}</dt><dd className="tabular">{bytes(telemetry.fileBytes, language)}</dd></div>
        <div><dt>{t('telemetry.free')}</dt><dd className="tabular">{bytes(telemetry.diskFreeBytes, language)}</dd></div>
        <div><dt>{t('telemetry.perPoint')}</dt><dd className="tabular">{telemetry.bytesPerPoint === null ? '–' : `${number(telemetry.bytesPerPoint, language, 2)} B`}</dd></div>
        <div><dt>{t('telemetry.settled')}</dt><dd className="tabular">{telemetry.settledBytes === null ? '–' : bytes(telemetry.settledBytes, language)}</dd></div>
        <div><dt>{t('telemetry.full')}</dt>
          <dd className="tabular">{telemetry.fullInDays === null ? t(telemetry.settledBytes === null ? 'telemetry.unknown' : 'telemetry.never') : t('telemetry.inDays', { n: number(telemetry.fullInDays, language) })}</dd>
        </div>
        {system && system.journalRoom !== null && (
          <>
            <div><dt>{t('telemetry.journal')}</dt>
              <dd className="tabular">{t('telemetry.journalOf', { bytes: bytes(system.journalBytes ?? 0, language), quota: bytes(system.journalQuotaBytes ?? 0, language) })}</dd>
            </div>
            <div><dt>{t('telemetry.room')}</dt>
              <dd>{word('telemetry.roomOf', system.journalRoom)}{system.journalSecondsLeft !== null && <> · {t('telemetry.left', { time: span(system.journalSecondsLeft, language) })}</>}</dd>
            </div>
            <div><dt>{t('telemetry.shed')}</dt><dd className="tabular">{number(system.messagesShed ?? 0, language)}</dd></div>
            <div><dt>{t('telemetry.store')}</dt>
              <dd>{system.storeTrouble ?? t('telemetry.stores')}{system.storeTroubleSince && <> · <Ago at={system.storeTroubleSince} /></>}</dd>
            </div>
          </>
        )}
        {forwarding && (
          <>
            <div><dt>{t('telemetry.server')}</dt><dd>{forwarding.server} {forwarding.version}</dd></div>
            <div><dt>{t('telemetry.state')}</dt><dd>{forwarding.problem ?? t('telemetry.flows')} · <Ago at={forwarding.since} /></dd></div>
            <div><dt>{t('telemetry.sent')}</dt><dd className="tabular">{number(forwarding.pointsSent, language)}</dd></div>
            <div><dt>{t('telemetry.refused')}</dt><dd className="tabular">{number(forwarding.pointsRefused, language)}</dd></div>
            {forwarding.rowsWaiting !== null && (
              <div><dt>{t('telemetry.waiting')}</dt>
                <dd className="tabular">{t('telemetry.waitingOf', { rows: number(forwarding.rowsWaiting, language), percent: number(forwarding.waitingPercent ?? 0, language) })}</dd>
              </div>
            )}
          </>
        )}
      </dl>
    </section>
  );
}

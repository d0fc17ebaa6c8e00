import type { DeviceRecord } from '../api/types';
import { number, withUnit } from '../format/numbers';
import { useWords } from '../i18n';

/** What an operator wrote about the device; what was left empty is not shown. */
export function About({ device }: { device: DeviceRecord }) {
  const { t, word, language } = useWords();
  const { loudspeaker, hotspot, site } = device;
  const facts: [string, string | null | undefined][] = [
    [t('device.vendor'), device.vendor], [t('device.model'), device.model], [t('device.serial'), device.serial],
    [t('devices.tags'), device.tags?.join(', ')],
    [t('device.period'), device.periodSeconds ? t('device.periodValue', { n: number(device.periodSeconds, language) }) : null],
    [t('device.horns'), loudspeaker?.horns ? number(loudspeaker.horns, language) : null],
    [t('device.power'), loudspeaker?.powerWatts ? withUnit(loudspeaker.powerWatts, 'W', language) : null],
    [t('device.radius'), loudspeaker?.audibleRadiusMetres ? withUnit(loudspeaker.audibleRadiusMetres, 'm', language) : null],
    [t('device.groups'), loudspeaker?.groups?.join(', ')],
    [t('device.accessPoints'), hotspot?.accessPoints ? number(hotspot.accessPoints, language) : null],
    [t('device.place'), hotspot?.placeType ? word('place', hotspot.placeType) : null],
    [t('device.backhaul'), hotspot?.backhaul ? word('backhaul', hotspot.backhaul) : null],
    [t('device.operator'), site?.operator],
    [t('device.cells'), site?.cells?.map((cell) => [cell.id, cell.technology?.toUpperCase(), cell.band].filter(Boolean).join(' ')).join(', ')],
  ];
  return <dl className="twin">{facts.filter(([, value]) => value).map(([name, value]) => <div key={name}><dt>{name}</dt><dd className="tabular">{value}</dd></div>)}</dl>;
}

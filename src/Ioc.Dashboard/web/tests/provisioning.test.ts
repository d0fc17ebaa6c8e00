import jsQR from 'jsqr';
import { expect, test } from 'vitest';
import { claimAddress, readCode, showCode } from '../src/provisioning/claimCode';
import { deviceIds, toCsv } from '../src/provisioning/csv';
import { documentOf, emptyDraft, guessKind } from '../src/provisioning/deviceDraft';
import { communeAt, project, unproject, windowOf } from '../src/provisioning/place';
import { qrPath } from '../src/provisioning/qr';

/** The path's runs as pixels, four to a module, for a reader that is not ours. */
function scan(text: string): string | undefined {
  const { size, path } = qrPath(text);
  const side = size * 4;
  const pixels = new Uint8ClampedArray(side * side * 4).fill(255);
  for (const [, x, y, width] of path.matchAll(/M(\d+) (\d+)h(\d+)/g)) {
    for (let py = Number(y) * 4; py < Number(y) * 4 + 4; py++) {
      for (let px = Number(x) * 4; px < (Number(x) + Number(width)) * 4; px++) pixels.fill(0, (py * side + px) * 4, (py * side + px) * 4 + 3);
    }
  }
  return jsQR(pixels, side, side)?.data;
}

test('a label is read back by another reader, and leads to the claim page', () => {
  const address = claimAddress('https://ioc.thanhhoa.gov.vn', 'ABCD-EFGH-2345');
  expect(address).toBe('https://ioc.thanhhoa.gov.vn/claim#ABCDEFGH2345');
  expect(scan(address)).toBe(address);
  expect(readCode(scan(address) ?? '')).toBe('ABCDEFGH2345');
  expect(scan('x'.repeat(300))).toBe('x'.repeat(300));
});

test('a code is read as people type it, and nothing else is a code', () => {
  expect(readCode(' abcd-efgh 2345')).toBe('ABCDEFGH2345');
  expect(showCode('ABCDEFGH2345')).toBe('ABCD-EFGH-2345');
  for (const wrong of ['', 'ABCD-EFGH', 'ABCD-EFGH-0000', 'ABCD-EFGH-23456', 'https://elsewhere/claim']) expect(readCode(wrong), wrong).toBeNull();
});

test('ids come from a device file whatever separates its cells', () => {
  expect(deviceIds('\uFEFFid,name\r\nloa-1,"Loa, đình"\r\n\'-loa-2,"hai\nhàng"\r\nloa-1,lặp\r\n')).toEqual(['loa-1', '-loa-2']);
  expect(deviceIds('name;id\nx;a\ny;b')).toEqual(['a', 'b']);
  expect(deviceIds('code\n1')).toBeNull();
  expect(deviceIds('')).toBeNull();
});

test('a file of credentials runs nothing in a spreadsheet', () => {
  expect(toCsv(['id', 'password'], [['a', '-secret'], ['b', 'x"y']])).toBe('id,password\r\na,\'-secret\r\nb,"x""y"\r\n');
});

const square = (code: string, x: number, y: number, hole?: GeoJSON.Position[]): GeoJSON.Feature => ({
  type: 'Feature', properties: { code },
  geometry: { type: 'Polygon', coordinates: [[[x, y], [x + 1, y], [x + 1, y + 1], [x, y + 1], [x, y]], ...(hole ? [hole] : [])] },
});
const communes: GeoJSON.FeatureCollection = {
  type: 'FeatureCollection',
  features: [square('a', 105, 19), square('b', 106, 19, [[106.4, 19.4], [106.6, 19.4], [106.6, 19.6], [106.4, 19.6], [106.4, 19.4]])],
};

test('a place lies in its commune, and not in a hole or outside', () => {
  expect(communeAt({ longitude: 105.5, latitude: 19.5 }, communes)).toBe('a');
  expect(communeAt({ longitude: 106.1, latitude: 19.1 }, communes)).toBe('b');
  expect(communeAt({ longitude: 106.5, latitude: 19.5 }, communes)).toBeNull();
  expect(communeAt({ longitude: 104, latitude: 19.5 }, communes)).toBeNull();
});

test('a tap comes back to the place it was drawn at', () => {
  const window = windowOf(communes, new Set(['a']));
  expect(window.longitude).toBeCloseTo(105.5);
  const [x, y] = project({ longitude: 105.2, latitude: 19.8 }, window, 100);
  const back = unproject(x, y, window, 100);
  expect(back.longitude).toBeCloseTo(105.2, 9);
  expect(back.latitude).toBeCloseTo(19.8, 9);
  expect(windowOf({ type: 'FeatureCollection', features: [] }, null).span).toBeGreaterThan(10);
});

test('a device is whole only with what its kind needs', () => {
  const draft = { ...emptyDraft('loa-1', 'loudspeaker', '14758'), name: ' Loa đình ', latitude: 19.8123456789, longitude: 105.7 };
  expect(documentOf(draft)).toMatchObject({ id: 'loa-1', name: 'Loa đình', latitude: 19.812346, loudspeaker: { horns: 2 } });
  for (const lacking of [{ name: ' ' }, { unitCode: null }, { latitude: null }, { id: 'có dấu' }, { kind: 'hotspot' as const }, { kind: 'site' as const }]) expect(documentOf({ ...draft, ...lacking })).toBeNull();
  expect(documentOf({ ...draft, kind: 'site', operator: 'Viettel' })?.site?.cells[0]).toMatchObject({ technology: '5g', band: 'n78' });
  expect(guessKind('x', 'ioc/v1/hotspot/x/status')).toBe('hotspot');
});

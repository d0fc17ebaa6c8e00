import { expect, test } from 'vitest';
import type { Claim } from '../src/provisioning/api';
import { beginClaim, foundClaim, noClaim, saveClaim } from '../src/provisioning/keptClaim';
import { storage } from './samples';

const page = 'https://ioc.example/claim';
const code = 'AAAABBBBCCCC';
const claim: Claim = { id: 'c-1', deviceId: 'loa-7', kind: 'loudspeaker', unitCode: '14758', state: 'open', createdAt: '2026-11-29T01:00:00Z', expiresAt: '2026-12-29T01:00:00Z', usedAt: null };

test('code, claim and form come back after a reload, for the one who typed them', () => {
  const store = storage();
  const found = foundClaim({ ...noClaim, text: 'aaaa bbbb cccc' }, claim, code);
  expect(saveClaim(store, 'lan', { ...found, draft: found.draft && { ...found.draft, name: 'Loa nhà văn hóa', latitude: 21.5 }, savedAt: 1000 })).toBe(true);
  expect(beginClaim(store, 'lan', page, 2000)).toMatchObject({ text: 'AAAA-BBBB-CCCC', claim: { deviceId: 'loa-7' }, draft: { name: 'Loa nhà văn hóa', latitude: 21.5, unitCode: '14758' } });
  expect(beginClaim(store, 'minh', page, 2000)).toEqual(noClaim);
  expect(beginClaim(store, 'lan', page, 8 * 86_400_000)).toEqual(noClaim);
});

test('the same label scanned again goes on; another one begins anew', () => {
  const store = storage();
  saveClaim(store, 'lan', { ...foundClaim(noClaim, claim, code), savedAt: 1000 });
  expect(beginClaim(store, 'lan', `${page}#${code}`, 2000).claim?.deviceId).toBe('loa-7');
  expect(beginClaim(store, 'lan', `${page}#DDDDEEEEFFFF`, 2000)).toEqual({ ...noClaim, text: 'DDDD-EEEE-FFFF' });
});

test('a code asked for again keeps what was written for its device, and nothing of another’s', () => {
  const written = foundClaim(noClaim, claim, code);
  const named = { ...written, draft: written.draft && { ...written.draft, name: 'Loa' } };
  expect(foundClaim(named, { ...claim, state: 'used' }, code).draft?.name).toBe('Loa');
  expect(foundClaim(named, { ...claim, deviceId: 'loa-8' }, code).draft?.name).toBe('');
});

test('nothing typed is not kept, nor is what another version wrote', () => {
  const store = storage();
  saveClaim(store, 'lan', { ...noClaim, text: 'AAAA', savedAt: 1000 });
  saveClaim(store, 'lan', noClaim);
  expect(store.map.size).toBe(0);
  for (const text of ['{', '17', '{"text":1,"savedAt":1}', '{"text":"A","savedAt":1,"claim":{"deviceId":"a","kind":"hotspot","state":"open"},"draft":{"id":"a"}}']) {
    store.map.set('ioc.claim.lan', text);
    expect(beginClaim(store, 'lan', page, 1)).toEqual(noClaim);
  }
});

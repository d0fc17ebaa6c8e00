import { expect, test } from 'vitest';
import { agentName } from '../src/access/agent';
import { byPlace, draftOf, grantOf, grantsOf } from '../src/access/grants';
import { may, mayOperate } from '../src/app/session';
import type { Session } from '../src/api/types';

const session = (permissions: string[]) => ({ permissions } as unknown as Session);

test('a draft keeps what was typed for the other places, and sends only its own', () => {
  const draft = { ...draftOf({ role: 'editor', unitCode: '99001' }, 3), place: 'group' as const, group: ' schools ' };
  expect(grantOf(draft)).toEqual({ role: 'editor', group: 'schools' });
  expect(grantOf({ ...draft, place: 'unit' })).toEqual({ role: 'editor', unitCode: '99001' });
  expect(grantOf({ ...draft, place: 'centre' })).toEqual({ role: 'editor' });
});

test('nothing is sent while a role has no place, or there is no role', () => {
  expect(grantsOf([])).toBeNull();
  expect(grantsOf([draftOf({ role: 'viewer' }, 1), { key: 2, role: 'viewer', place: 'unit', unitCode: '', group: '' }])).toBeNull();
  expect(grantsOf([draftOf({ role: 'viewer' }, 1)])).toEqual([{ role: 'viewer' }]);
});

test('rights are read place by place', () => {
  const at = (permission: string, units: string[], everywhere = false) => ({ permission, everywhere, units, groups: [] });
  const places = byPlace([at('see', ['1']), at('exportData', ['1']), at('acknowledgeAlerts', ['1', '2']), at('readAudit', [], true)]);
  expect(places.map(({ can }) => can.map((one) => one.permission))).toEqual([['see', 'exportData'], ['acknowledgeAlerts'], ['readAudit']]);
});

test('a permission that was not given is not there', () => {
  expect(may(session(['see']), 'acknowledgeAlerts')).toBe(false);
  expect(mayOperate(session(['see', 'sendBroadcasts']))).toBe(true);
});

test('browsers are named as people know them', () => {
  expect(agentName('Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36 Edg/140.0')).toBe('Edge, Windows');
  expect(agentName('Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605 Version/18 Safari/604.1')).toBe('Safari, iPhone');
  expect(agentName('curl/8.1')).toBe('curl/8.1');
  expect(agentName(null)).toBe('–');
});

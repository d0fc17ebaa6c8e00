// What a page is called: in the browser's tab, in its history and to a screen reader. A page about one thing is named after the thing.

const sections: Readonly<Record<string, string>> = {
  '': 'rail.overview', account: 'access.account.title', alerts: 'rail.alerts', audit: 'rail.audit', broadcasts: 'rail.broadcasts', claim: 'rail.claim', devices: 'rail.devices',
  people: 'access.people.title', provisioning: 'rail.provisioning', rejections: 'rejections.title', settings: 'rail.settings', units: 'rail.units', wall: 'rail.wall',
};

/** The key of the section's word; an address that is no page has one, too. */
export function sectionKey(path: string): string {
  const [section = '', below] = path.split('/').slice(1);
  if (section === 'broadcasts' && below === 'new') return 'compose.title';
  return sections[section] ?? 'problem.page';
}

/** The same for two addresses that one page shows: two devices, not a list and one of it. */
export function pageKey(path: string): string {
  const [section = '', below = ''] = path.split('/').slice(1);
  return below === '' || below === 'new' ? `${section}/${below}` : `${section}/*`;
}

/** @param name of the thing that the page is about, once it is known. */
export function titleOf(name: string | null, section: string, app: string): string {
  return [...new Set([name, section, app])].filter((part) => part !== null && part !== '').join(' · ');
}

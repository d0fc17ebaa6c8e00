// What the map shows can be turned off part by part; what is off stands in the address, so that a shared view is the same view.

export const layerNames = ['loudspeaker', 'hotspot', 'site', 'alerts', 'broadcasts'] as const;
export type LayerName = (typeof layerNames)[number];

export function readHidden(text: string | null): ReadonlySet<LayerName> {
  return new Set((text ?? '').split(',').filter((name): name is LayerName => (layerNames as readonly string[]).includes(name)));
}

/** In a fixed order, so that one view has one address; null where nothing is off. */
export function writeHidden(hidden: ReadonlySet<LayerName>): string | null {
  const names = layerNames.filter((name) => hidden.has(name));
  return names.length === 0 ? null : names.join(',');
}

export function toggled(hidden: ReadonlySet<LayerName>, name: LayerName): ReadonlySet<LayerName> {
  const next = new Set(hidden);
  if (!next.delete(name)) next.add(name);
  return next;
}

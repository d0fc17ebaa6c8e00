// Which parts of a base map are drawn, as plain data. Pure; MapLibre's types only.
import type { FilterSpecification, LayerSpecification } from 'maplibre-gl';
import type { MapColours } from './colours';

type Kind = 'water' | 'green' | 'road' | 'highway';

/** Where the two schemas in common use (Protomaps; OpenMapTiles and Shortbread, which share names) keep what we draw. */
const known: readonly { layer: string; kind: Kind; filter?: FilterSpecification }[] = [
  { layer: 'landuse', kind: 'green', filter: ['in', ['coalesce', ['get', 'kind'], ['get', 'class']], ['literal', ['forest', 'wood', 'park', 'nature_reserve', 'grass']]] },
  { layer: 'landcover', kind: 'green', filter: ['in', ['coalesce', ['get', 'kind'], ['get', 'class']], ['literal', ['forest', 'wood', 'grassland', 'grass']]] },
  { layer: 'water', kind: 'water' },
  { layer: 'waterway', kind: 'water' },
  { layer: 'roads', kind: 'road' },
  { layer: 'transportation', kind: 'road' },
  { layer: 'streets', kind: 'road' },
];
const major: FilterSpecification = ['in', ['coalesce', ['get', 'kind'], ['get', 'class']], ['literal', ['highway', 'major_road', 'motorway', 'trunk', 'primary']]];

/** A source layer that the file does not have would be an error per layer, so only those it has. */
export function vectorLayers(present: ReadonlySet<string>, colours: MapColours): LayerSpecification[] {
  return known.filter(({ layer }) => present.has(layer)).flatMap(({ layer, kind, filter }): LayerSpecification[] => {
    const base = { source: 'base', 'source-layer': layer };
    if (kind === 'road') {
      return [
        { id: `base-${layer}`, type: 'line', ...base, minzoom: 11, paint: { 'line-color': colours['map-road'], 'line-width': ['interpolate', ['linear'], ['zoom'], 11, 0.5, 16, 3] } },
        { id: `base-${layer}-major`, type: 'line', ...base, filter: major, paint: { 'line-color': colours['map-road'], 'line-width': ['interpolate', ['linear'], ['zoom'], 6, 0.6, 16, 6] } },
      ];
    }
    const colour = kind === 'water' ? colours['map-water'] : colours['map-green'];
    const areas: LayerSpecification = { id: `base-${layer}`, type: 'fill', ...base, filter: both(['==', ['geometry-type'], 'Polygon'], filter), paint: { 'fill-color': colour } };
    const lines: LayerSpecification = { id: `base-${layer}-line`, type: 'line', ...base, filter: ['==', ['geometry-type'], 'LineString'], paint: { 'line-color': colour, 'line-width': 1 } };
    return kind === 'water' ? [areas, lines] : [areas];
  });
}

function both(shape: FilterSpecification, filter: FilterSpecification | undefined): FilterSpecification {
  return filter ? ['all', shape, filter] as FilterSpecification : shape;
}

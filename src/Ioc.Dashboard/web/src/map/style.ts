// The style: our own sources and layers, no sprite, no glyph server, no tiles. MapLibre draws letters with the page's font
// because the style names no glyphs address.
import type { CircleLayerSpecification, ExpressionSpecification, FilterSpecification, LayerSpecification, StyleSpecification, SymbolLayerSpecification } from 'maplibre-gl';
import type { MapColours } from './colours';
import { eastSea, graticule, islandGroups } from './features';

export const clusterZoomMin = 9.6;
export const symbolZoomMin = 12;
const font = ['Be Vietnam Pro'];
const empty: GeoJSON.FeatureCollection = { type: 'FeatureCollection', features: [] };

export interface StaticWords {
  hoangSa: string;
  truongSa: string;
  eastSea: string;
}

const count = (health: number): ExpressionSpecification => ['+', ['case', ['==', ['get', 'h'], health], 1, 0]];
const sixteenths = (health: number): ExpressionSpecification =>
  ['ceil', ['/', ['*', 16, ['get', `c${health}`]], ['get', 'point_count']]];

/** Badness back to the health number: 0 ok, 1 unknown, 2 degraded, 3 offline, 4 faulty. */
const worstHealth: ExpressionSpecification = ['match', ['get', 'worst'], 4, 3, 3, 4, 2, 2, 1, 0, 1];
const clusterSize: ExpressionSpecification = ['step', ['get', 'point_count'], 34, 30, 40, 150, 48];

/** @param type how much larger than at a desk letters are: a wall is read from across the room. */
export function mapStyle(colours: MapColours, words: StaticWords, type = 1): StyleSpecification {
  return {
    version: 8,
    sources: {
      grid: { type: 'geojson', data: graticule() },
      communes: { type: 'geojson', data: empty, promoteId: 'code', tolerance: 0.5 },
      labels: { type: 'geojson', data: empty },
      devices: { type: 'geojson', data: empty },
      clusters: {
        type: 'geojson', data: empty, cluster: true, clusterRadius: 46, clusterMaxZoom: 12, clusterMinPoints: 3,
        clusterProperties: { worst: ['max', ['get', 'w']], c0: count(0), c1: count(1), c2: count(2), c3: count(3), c4: count(4), p: ['+', ['get', 'p']] },
      },
      pulses: { type: 'geojson', data: empty },
      chosen: { type: 'geojson', data: empty },
      hamlets: { type: 'geojson', data: empty },
      country: { type: 'geojson', data: countryLabels(words) },
    },
    layers: [...groundLayers(colours), nearLabels(colours, type), ...deviceLayers(colours), ...labelLayers(colours, type)],
  };
}

/** Alert areas by weight: everything below major is hatched alike. */
export const hatchings = ['critical', 'major', 'minor'] as const;

export function codesIn(codes: readonly string[]): FilterSpecification {
  return ['in', ['get', 'code'], ['literal', [...codes]]];
}

function groundLayers(colours: MapColours): LayerSpecification[] {
  return [
    { id: 'ground', type: 'background', paint: { 'background-color': colours['map-ground'] } },
    { id: 'grid', type: 'line', source: 'grid', paint: { 'line-color': colours['map-grid'], 'line-width': 1 } },
    // Under the fills only its outer half is seen: the province's outline, without dissolving the communes.
    { id: 'outline', type: 'line', source: 'communes', layout: { 'line-join': 'round' }, paint: { 'line-color': colours['map-outline'], 'line-width': ['interpolate', ['linear'], ['zoom'], 5, 1.4, 8, 3, 12, 5] } },
    { id: 'communes', type: 'fill', source: 'communes', paint: { 'fill-color': shadeColour(colours), 'fill-antialias': true } },
    { id: 'outside', type: 'fill', source: 'communes', paint: { 'fill-color': colours['map-ground'], 'fill-opacity': ['case', ['boolean', ['feature-state', 'outside'], false], 0.72, 0] } },
    ...hatchings.map((severity): LayerSpecification => ({ id: `hatch-${severity}`, type: 'fill', source: 'communes', filter: codesIn([]), paint: { 'fill-pattern': `hatch|${severity}` } })),
    { id: 'borders', type: 'line', source: 'communes', minzoom: 6.5, layout: { 'line-join': 'round' }, paint: { 'line-color': colours['map-line'], 'line-width': ['interpolate', ['linear'], ['zoom'], 7, 0.5, 12, 1.2] } },
    { id: 'hovered', type: 'line', source: 'communes', paint: { 'line-color': colours.text, 'line-width': 1.4, 'line-opacity': ['case', ['boolean', ['feature-state', 'hover'], false], 0.7, 0] } },
    { id: 'chosen-commune', type: 'line', source: 'communes', layout: { 'line-join': 'round' }, paint: { 'line-color': colours.accent, 'line-width': 2.4, 'line-opacity': ['case', ['boolean', ['feature-state', 'chosen'], false], 1, 0] } },
  ];
}

function shadeColour(colours: MapColours): ExpressionSpecification {
  return ['match', ['coalesce', ['feature-state', 'shade'], -1],
    0, colours['map-0'], 1, colours['map-1'], 2, colours['map-2'], 3, colours['map-3'], 4, colours['map-4'], colours['map-none']];
}

function deviceLayers(colours: MapColours): LayerSpecification[] {
  const solid = 'icon-allow-overlap';
  return [
    // A broadcast to a whole province plays at a thousand points: far away the ring is hardly larger than its dot, and a cluster has one.
    { id: 'playing', type: 'circle', source: 'devices', maxzoom: clusterZoomMin, filter: ['==', ['get', 'p'], 1], paint: { ...ring(colours), 'circle-radius': ['interpolate', ['linear'], ['zoom'], 7, 2.6, 9.6, 5.5], 'circle-stroke-width': ['interpolate', ['linear'], ['zoom'], 7, 1, 9.6, 1.4] } },
    { id: 'playing-near', type: 'circle', source: 'clusters', minzoom: clusterZoomMin, filter: ['all', ['!', ['has', 'point_count']], ['==', ['get', 'p'], 1]], paint: { ...ring(colours), 'circle-radius': ['interpolate', ['linear'], ['zoom'], 9.6, 10.5, 13, 16], 'circle-stroke-width': 1.8 } },
    { id: 'playing-cluster', type: 'circle', source: 'clusters', minzoom: clusterZoomMin, filter: ['all', ['has', 'point_count'], ['>', ['get', 'p'], 0]], paint: { ...ring(colours), 'circle-radius': ['step', ['get', 'point_count'], 18.5, 30, 21.5, 150, 25.5], 'circle-stroke-width': 1.8 } },
    { id: 'ripple-far', type: 'circle', source: 'devices', maxzoom: clusterZoomMin, filter: ['==', ['get', 'p'], 1], paint: ripple(colours) },
    { id: 'ripple-near', type: 'circle', source: 'clusters', minzoom: clusterZoomMin, filter: ['>', ['get', 'p'], 0], paint: ripple(colours) },
    { id: 'pulses', type: 'circle', source: 'pulses', paint: { 'circle-color': 'transparent', 'circle-radius': 6, 'circle-stroke-color': ['get', 'colour'], 'circle-stroke-width': 2, 'circle-stroke-opacity': 0 } },
    { id: 'dots', type: 'circle', source: 'devices', maxzoom: clusterZoomMin, filter: ['<', ['get', 'h'], 2], paint: dot(colours) },
    { id: 'marks', type: 'symbol', source: 'devices', maxzoom: clusterZoomMin, filter: ['>=', ['get', 'h'], 2], layout: { 'icon-image': ['concat', 'mark|', ['get', 'h']], [solid]: true, 'icon-ignore-placement': true, 'symbol-sort-key': ['get', 'w'], 'icon-size': ['interpolate', ['linear'], ['zoom'], 4, 0.2, 6, 0.42, 8, 0.72, 9.6, 1] } },
    {
      id: 'clusters', type: 'symbol', source: 'clusters', minzoom: clusterZoomMin, filter: ['has', 'point_count'],
      layout: {
        'icon-image': ['concat', 'mix|', ...[0, 1, 2, 3, 4].flatMap((health) => [sixteenths(health), '|'] as const), worstHealth, '|', clusterSize],
        [solid]: true, 'symbol-sort-key': ['get', 'worst'], 'text-field': ['get', 'point_count_abbreviated'], 'text-font': font, 'text-size': 11.5, 'text-allow-overlap': true,
        'text-offset': ['case', ['>=', ['get', 'worst'], 2], ['literal', [0, 0.42]], ['literal', [0, 0]]],
      },
      paint: { 'text-color': colours.text },
    },
    { id: 'symbols', type: 'symbol', source: 'clusters', minzoom: clusterZoomMin, filter: ['!', ['has', 'point_count']], layout: { 'icon-image': ['concat', 'device|', ['get', 'k'], '|', ['get', 'h']], [solid]: true, 'icon-ignore-placement': true, 'symbol-sort-key': ['get', 'w'], 'icon-size': ['interpolate', ['linear'], ['zoom'], 9.6, 0.66, 13, 1] } },
    { id: 'hamlets', type: 'symbol', source: 'hamlets', minzoom: 8, layout: { 'icon-image': 'hamlet', [solid]: true, 'icon-ignore-placement': true, 'text-field': ['step', ['zoom'], '', 11, ['get', 'name']], 'text-font': font, 'text-size': 11, 'text-anchor': 'top', 'text-offset': [0, 0.7], 'text-optional': true }, paint: { 'text-color': colours['map-label'], ...halo(colours) } },
    { id: 'chosen', type: 'circle', source: 'chosen', paint: { 'circle-color': 'transparent', 'circle-radius': ['interpolate', ['linear'], ['zoom'], 7, 9, 12, 18], 'circle-stroke-color': colours.accent, 'circle-stroke-width': 2.4 } },
  ];
}

/** An ok device is a full dot, an unknown one a hollow one. */
function dot(colours: MapColours) {
  const full: ExpressionSpecification = ['==', ['get', 'h'], 1];
  return {
    'circle-color': ['case', full, colours.ok, colours['map-halo']], 'circle-stroke-color': colours.unknown, 'circle-stroke-width': ['case', full, 0, 1],
    'circle-radius': ['interpolate', ['linear'], ['zoom'], 6, 0.9, 8, 1.5, 9.6, 2.3], 'circle-opacity': 0.75,
  } satisfies CircleLayerSpecification['paint'];
}

/** Driven by ripples.ts; seen by nobody until then. */
function ripple(colours: MapColours) {
  return { ...ring(colours), 'circle-stroke-opacity': 0, 'circle-stroke-width': 1.6, 'circle-stroke-opacity-transition': { duration: 0 }, 'circle-radius-transition': { duration: 0 } };
}

/** A thousand waves far away must not drown the province. */
export const ripplings = [{ id: 'ripple-far', from: 3, by: 8 }, { id: 'ripple-near', from: 12, by: 22 }] as const;
/** Everything that shows a broadcast. */
export const broadcastLayers = ['playing', 'playing-near', 'playing-cluster', ...ripplings.map(({ id }) => id)] as const;

function ring(colours: MapColours) {
  return { 'circle-color': 'transparent', 'circle-stroke-color': colours.accent, 'circle-stroke-opacity': 0.9 };
}

function halo(colours: MapColours) {
  return { 'text-halo-color': colours['map-halo'], 'text-halo-width': 1.3 };
}

function nameAndNote(colours: MapColours): SymbolLayerSpecification['layout'] {
  return {
    'text-field': ['case', ['==', ['get', 'note'], ''], ['get', 'name'], ['format', ['get', 'name'], {}, '\n', {}, ['get', 'note'], { 'font-scale': 0.9, 'text-color': colours.text }]],
    'text-font': font, 'symbol-sort-key': ['get', 'order'], 'text-padding': 6, 'text-max-width': 7, 'text-line-height': 1.15,
  };
}

/** Under the clusters, which are placed first: a name moves aside for them, or waits for the next zoom. */
function nearLabels(colours: MapColours, type: number): LayerSpecification {
  return {
    id: 'labels-near', type: 'symbol', source: 'labels', minzoom: clusterZoomMin,
    layout: { ...nameAndNote(colours), 'text-size': ['interpolate', ['linear'], ['zoom'], 9.6, 11.5 * type, 13, 14 * type], 'text-variable-anchor': ['center', 'top', 'bottom', 'left', 'right'], 'text-radial-offset': 1.2, 'text-justify': 'auto' },
    paint: { 'text-color': colours['map-label'], ...halo(colours) },
  };
}

function labelLayers(colours: MapColours, type: number): LayerSpecification[] {
  return [
    {
      id: 'labels', type: 'symbol', source: 'labels', minzoom: 7.6, maxzoom: clusterZoomMin,
      layout: { ...nameAndNote(colours), 'text-size': ['interpolate', ['linear'], ['zoom'], 7.6, 10 * type, 9.6, 11.5 * type] },
      paint: { 'text-color': colours['map-label'], ...halo(colours) },
    },
    { id: 'islands', type: 'circle', source: 'country', filter: ['!', ['has', 'text']], paint: { 'circle-color': colours['map-outline'], 'circle-radius': 1.6 } },
    { id: 'country', type: 'symbol', source: 'country', filter: ['has', 'text'], layout: { 'text-field': ['get', 'text'], 'text-font': font, 'text-size': ['interpolate', ['linear'], ['zoom'], 4, 10.5, 7, 13], 'text-letter-spacing': ['get', 'spacing'], 'text-allow-overlap': true, 'text-line-height': 1.25, 'text-max-width': 20 }, paint: { 'text-color': colours['map-label'], 'text-opacity': ['get', 'opacity'], ...halo(colours) } },
  ];
}

function countryLabels(words: StaticWords): GeoJSON.FeatureCollection {
  const label = (at: [number, number], text: string, spacing: number, opacity: number): GeoJSON.Feature =>
    ({ type: 'Feature', properties: { text, spacing, opacity }, geometry: { type: 'Point', coordinates: at } });
  return {
    type: 'FeatureCollection',
    features: [
      ...islandGroups.flatMap((group): GeoJSON.Feature[] => [
        { type: 'Feature', properties: {}, geometry: { type: 'MultiPoint', coordinates: group.islands } },
        label(group.label, words[group.key], 0, 1),
      ]),
      label(eastSea, words.eastSea, 0.25, 0.55),
    ],
  };
}

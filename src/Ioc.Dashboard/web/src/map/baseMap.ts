// The optional base map: one PMTiles file of the server's own origin, read by ranges. Only ground is taken from it (land, water, woods,
// roads), never borders or names: those are the centre's own.
import { addProtocol } from 'maplibre-gl';
import type { LayerSpecification, SourceSpecification } from 'maplibre-gl';
import { PMTiles, Protocol } from 'pmtiles';
import type { MapAnswer } from '../api/types';
import { vectorLayers } from './baseLayers';
import type { MapColours } from './colours';

export interface BaseMap {
  source: SourceSpecification;
  layers: LayerSpecification[];
}

const protocol = new Protocol();
let added = false;

/** Null without a base map, and where it can't be read: the map then stands on its plain ground. */
export async function loadBaseMap(answer: MapAnswer, colours: MapColours): Promise<BaseMap | null> {
  const { baseMap } = answer;
  if (!baseMap) return null;
  if (!added) addProtocol('pmtiles', protocol.tile);
  added = true;
  const url = new URL(baseMap.url, location.href).href;
  const source = { url: `pmtiles://${url}`, minzoom: baseMap.zoomMin, maxzoom: baseMap.zoomMax };
  if (baseMap.kind === 'raster') {
    return { source: { type: 'raster', tileSize: 256, ...source }, layers: [{ id: 'base', type: 'raster', source: 'base', paint: { 'raster-saturation': -0.8, 'raster-opacity': 0.45 } }] };
  }
  const file = new PMTiles(url);
  protocol.add(file);
  const metadata = await file.getMetadata() as { vector_layers?: { id: string }[] };
  const present = new Set((metadata.vector_layers ?? []).map((layer) => layer.id));
  return { source: { type: 'vector', ...source }, layers: vectorLayers(present, colours) };
}

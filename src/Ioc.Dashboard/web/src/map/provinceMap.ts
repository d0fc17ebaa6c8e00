// The map as an object with the few verbs the screen needs. Everything MapLibre is in this folder; what is drawn comes from
// features.ts. Device sources take diffs, at most once a second, and only after the last one is done. Nothing fades in: a symbol that
// fades makes the map draw every frame for as long as it does, after every diff.
import { Map as MapLibreMap, setWorkerUrl } from 'maplibre-gl';
import type { GeoJSONSource, MapMouseEvent } from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import 'maplibre-gl/dist/maplibre-gl.css';
import { shade, troubleByUnit } from '../state/counts';
import type { MapAnswer, Unit } from '../api/types';
import type { AlertArea } from '../state/alertAreas';
import type { LayerName } from '../state/layers';
import { layerNames } from '../state/layers';
import type { Camera } from '../state/camera';
import type { Overview } from '../state/overview';
import { markOnce } from '../app/marks';
import { loadBaseMap } from './baseMap';
import { readColours } from './colours';
import type { MapColours } from './colours';
import { communeLabels, deviceBounds, joinBounds, labelAnchors } from './features';
import type { Anchor, Bounds } from './features';
import { drawIcon, pixelRatio } from './icons';
import { ImageShelf } from './imageShelf';
import { Pulses } from './pulses';
import { Ripples } from './ripples';
import { broadcastLayers, clusterZoomMin, codesIn, hatchings, mapStyle, ripplings, symbolZoomMin } from './style';
import type { StaticWords } from './style';
import { TwinSources } from './twinSources';

// Served from our own origin, so that `worker-src 'self'` is enough.
setWorkerUrl(workerUrl);

export type Zoomed = 'dots' | 'clusters' | 'symbols';

export interface MapListener {
  onDevice(handle: number): void;
  onCommune(code: string | null): void;
  onOpenCommune(code: string): void;
  onZoomed(level: Zoomed): void;
  onHover(code: string | null, x: number, y: number): void;
  /** The map came to rest; null: it shows the whole scope. */
  onCamera(camera: Camera | null): void;
}

/** Diffs to the worker at most this often: each lays out 20,000 points anew, in the worker, and places what is seen, in this thread. */
const flushMs = 1_000;
/** The communes' shades let the ground through that lies under them. */
const baseFillOpacity = 0.6;
const countryBounds: Bounds = [102, 8.3, 110, 23.4];
/** A phone: there the alert sheet, at its lowest, covers this much of the map. The same figures stand in app.css. */
const narrowPx = 700;
const sheetPx = 132;
/** Where there is room the province stands beside the legend, not under it. The width of app.css, less what a round province leaves free. */
const legendFromPx = 860;
const legendPx = 240;
/** Past the last zoom that clusters: what is chosen must be seen by itself. */
const aloneZoom = 13.1;
const clickable = ['symbols', 'marks', 'dots'];

export class ProvinceMap {
  private readonly map: MapLibreMap;
  private readonly colours: MapColours = readColours();
  private readonly pulses: Pulses;
  private readonly ripples: Ripples;
  private readonly twins: TwinSources;
  private readonly ready: Promise<void>;
  private anchors: ReadonlyMap<string, Anchor> = new Map();
  private overview: Overview | null = null;
  private readonly shelf = new ImageShelf();
  private readonly shades = new Map<string, number>();
  private labelText = '';
  private timer: ReturnType<typeof setTimeout> | undefined;
  private flushing = false;
  private nameOf: (code: string) => string = (code) => code;
  private hovered: string | null = null;
  private chosenCommune: string | null = null;
  private zoomed: Zoomed = 'dots';
  private hidden: ReadonlySet<LayerName> = new Set();
  private scope: ReadonlySet<string> | null = null;
  private home: Bounds | null = null;
  private moved = false;
  /** The whole scope is shown, and nobody has moved the map since. */
  private atHome = false;
  private gone = false;
  /** Also where the province has none. */
  private boundariesAreDrawn = false;
  private isComplete = false;

  constructor(container: HTMLElement, words: StaticWords, private readonly listener: MapListener, camera: Camera | null, type = 1) {
    this.map = new MapLibreMap({
      container, style: mapStyle(this.colours, words, type), attributionControl: false, dragRotate: false, pitchWithRotate: false, maxPitch: 0, minZoom: 3.5, maxZoom: 17.5,
      // Letters are drawn by the page's font; without it they would be drawn, once and for good, by another.
      ...(camera ? camera : { bounds: countryBounds }), fadeDuration: 0, renderWorldCopies: false,
    });
    this.moved = camera !== null;
    this.map.touchZoomRotate.disableRotation();
    this.map.keyboard.disableRotation();
    this.map.setMissingStyleImageResolver((id) => {
      const image = drawIcon(id, this.colours);
      if (!image) return;
      this.map.addImage(id, image, { pixelRatio });
      for (const old of this.shelf.add(id)) this.map.removeImage(old);
    });
    // A map that is gone is never ready: what still waits for it is dropped with it.
    this.ready = new Promise((resolve) => { this.map.once('style.load', () => { if (!this.gone) { this.tellZoom(); resolve(); } }); });
    this.pulses = new Pulses(this.map);
    this.ripples = new Ripples(this.map, ripplings);
    this.twins = new TwinSources(this.map, this.pulses, this.colours);
    this.listen();
  }

  destroy(): void {
    this.gone = true;
    clearTimeout(this.timer);
    this.pulses.stop();
    this.ripples.stop();
    this.map.remove();
  }

  /** Null while the whole scope is shown, which is no place of its own. */
  get camera(): Camera | null {
    if (this.atHome) return null;
    const { lng, lat } = this.map.getCenter();
    return { center: [lng, lat], zoom: this.map.getZoom() };
  }

  get element(): HTMLElement {
    return this.map.getCanvas();
  }

  async setBoundaries(boundaries: GeoJSON.FeatureCollection, nameOf: (code: string) => string): Promise<void> {
    await this.ready;
    if (this.gone) return;
    this.nameOf = nameOf;
    this.anchors = labelAnchors(boundaries);
    this.shades.clear();
    this.labelText = '';
    const laidOut = this.source('communes').setData(boundaries);
    this.paintCommunes();
    this.applyScope();
    this.goHome(!this.moved);
    // Until the worker has laid them out the map's tiles pass for loaded, and are blank.
    await laidOut;
    this.boundariesAreDrawn = true;
    if (!this.gone) this.map.triggerRepaint();
  }

  /** @param rows the rows that changed, or all. */
  async setOverview(overview: Overview, rows: readonly number[] | 'all'): Promise<void> {
    await this.ready;
    if (this.gone) return;
    const first = this.overview === null;
    this.overview = overview;
    this.twins.note(rows);
    if (first) {
      await this.flush();
      if (this.anchors.size === 0) this.goHome(!this.moved);
    } else {
      this.flushSoon();
    }
  }

  /** @param units the scope's units, or null for everything. */
  async setScope(units: ReadonlySet<string> | null, fly: boolean): Promise<void> {
    await this.ready;
    if (this.gone) return;
    this.scope = units;
    this.applyScope();
    if (fly) this.goHome(true);
  }

  /** Hatches the communes that alerts are about, and marks the hamlets that they name. */
  async setAlertAreas(areas: ReadonlyMap<string, AlertArea>, hamlets: readonly Unit[]): Promise<void> {
    await this.ready;
    if (this.gone) return;
    for (const hatching of hatchings) {
      const codes = [...areas].filter(([, { severity }]) => (severity === 'critical' || severity === 'major' ? severity : 'minor') === hatching).map(([code]) => code);
      this.map.setFilter(`hatch-${hatching}`, codesIn(codes));
    }
    this.source('hamlets').setData({
      type: 'FeatureCollection',
      features: hamlets.flatMap((hamlet): GeoJSON.Feature[] => hamlet.longitude === null || hamlet.latitude === null || hamlet.longitude === undefined || hamlet.latitude === undefined ? []
        : [{ type: 'Feature', properties: { name: hamlet.name }, geometry: { type: 'Point', coordinates: [hamlet.longitude, hamlet.latitude] } }]),
    });
  }

  async setHidden(hidden: ReadonlySet<LayerName>): Promise<void> {
    await this.ready;
    if (this.gone) return;
    this.hidden = hidden;
    const show = (layers: readonly string[], name: LayerName) => {
      for (const layer of layers) this.map.setLayoutProperty(layer, 'visibility', hidden.has(name) ? 'none' : 'visible');
    };
    show([...hatchings.map((hatching) => `hatch-${hatching}`), 'hamlets'], 'alerts');
    show(broadcastLayers, 'broadcasts');
    // The first three names are the kinds, in the wire's order.
    const kinds = new Set([1, 2, 3].filter((kind) => hidden.has(layerNames[kind - 1] ?? 'alerts')));
    if ([1, 2, 3].every((kind) => kinds.has(kind) === this.twins.hiddenKinds.has(kind))) return;
    this.twins.hiddenKinds = kinds;
    this.twins.note('all');
    await this.flush();
  }

  /** The installed base map, if any, under everything of ours; a file that can't be read is no reason for a map less. */
  async setBaseMap(answer: MapAnswer): Promise<void> {
    const base = await loadBaseMap(answer, this.colours);
    await this.ready;
    if (!base || this.gone || this.map.getSource('base')) return;
    this.map.addSource('base', base.source);
    for (const layer of base.layers) this.map.addLayer(layer, 'grid');
    this.map.setPaintProperty('communes', 'fill-opacity', baseFillOpacity);
    // Its inner half, which opaque fills cover, would now be seen along every border.
    this.map.setPaintProperty('outline', 'line-width', 1);
  }

  /** @param fly whether to go there: what was picked on the map is in view already. */
  async choose(device: { lon: number; lat: number } | null, commune: string | null, fly: 'always' | 'hidden' | 'never'): Promise<void> {
    await this.ready;
    if (this.gone) return;
    this.source('chosen').setData(device
      ? { type: 'Feature', properties: {}, geometry: { type: 'Point', coordinates: [device.lon, device.lat] } }
      : { type: 'FeatureCollection', features: [] });
    if (this.chosenCommune) this.map.setFeatureState({ source: 'communes', id: this.chosenCommune }, { chosen: false });
    this.chosenCommune = commune;
    if (commune) this.map.setFeatureState({ source: 'communes', id: commune }, { chosen: true });
    const at = device ? ([device.lon, device.lat] as [number, number]) : this.anchors.get(commune ?? '')?.point;
    if (!at || fly === 'never') return;
    if (this.map.getBounds().contains(at) && !(device && fly === 'always')) return;
    this.moved = true;
    this.atHome = false;
    // On a phone the sheet has come up over the lower half.
    this.map.easeTo({ center: at, zoom: device ? Math.max(this.map.getZoom(), aloneZoom) : this.map.getZoom(), offset: [0, this.isNarrow ? -this.map.getContainer().clientHeight / 4 : 0], duration: 500 });
  }

  /** To where an address says. */
  lookAt(camera: Camera): void {
    this.moved = true;
    this.atHome = false;
    this.map.easeTo({ ...camera, duration: 300 });
  }

  zoomBy(steps: number): void {
    this.atHome = false;
    this.map.easeTo({ zoom: this.map.getZoom() + steps, duration: 200 });
  }

  goHome(go = true): void {
    this.home = joinBounds(this.anchors, this.scope) ?? (this.overview ? deviceBounds(this.overview) : null);
    if (go && this.home) this.fit(this.home, this.moved);
    if (go && this.home) this.moved = true;
  }

  /** Until a person moves the map, a new size of the window shows the whole scope again. */
  resize(): void {
    this.map.resize();
  }

  private fit(bounds: Bounds, animate: boolean): void {
    this.atHome = true;
    const bottom = this.isNarrow ? sheetPx + 12 : 28;
    this.map.fitBounds(bounds, { padding: { top: 28, left: this.isNarrow ? 12 : this.map.getContainer().clientWidth >= legendFromPx ? legendPx : 28, right: this.isNarrow ? 12 : 28, bottom }, maxZoom: 14.5, duration: animate ? 500 : 0 });
  }

  private get isNarrow(): boolean {
    return this.map.getContainer().clientWidth <= narrowPx;
  }

  private source(id: string): GeoJSONSource {
    const source = this.map.getSource<GeoJSONSource>(id);
    if (!source) throw new Error(`BUG: the style has no source ${id}`);
    return source;
  }

  private async flush(): Promise<void> {
    const overview = this.overview;
    if (!overview || this.gone) return;
    if (this.flushing) {
      this.flushSoon();
      return;
    }
    this.flushing = true;
    try {
      this.paintCommunes();
      this.ripples.set(!this.hidden.has('broadcasts') && overview.playing.includes(1));
      await this.twins.draw(overview, this.zoomed === 'dots' ? 'devices' : 'clusters');
    } finally {
      this.flushing = false;
    }
    // The frame that shows it may have come while it was still being drawn.
    if (!this.isComplete && !this.gone) this.map.triggerRepaint();
  }

  private flushSoon(): void {
    this.timer ??= setTimeout(() => { this.timer = undefined; void this.flush(); }, flushMs);
  }

  /** Every data set is laid out anew by the worker and placed by this thread, so only what differs is set. */
  private paintCommunes(): void {
    if (this.anchors.size === 0 || this.gone) return;
    const trouble = this.overview ? troubleByUnit(this.overview) : new Map();
    for (const code of this.anchors.keys()) {
      const of = trouble.get(code);
      const shaded = of ? shade(of) : -1;
      if (this.shades.get(code) === shaded) continue;
      this.shades.set(code, shaded);
      this.map.setFeatureState({ source: 'communes', id: code }, { shade: shaded });
    }
    const labels = communeLabels(this.anchors, this.nameOf, trouble);
    const text = JSON.stringify(labels.features.map((label) => label.properties));
    if (text === this.labelText) return;
    this.labelText = text;
    this.source('labels').setData(labels);
  }

  private applyScope(): void {
    for (const code of this.anchors.keys()) {
      this.map.setFeatureState({ source: 'communes', id: code }, { outside: this.scope !== null && !this.scope.has(code) });
    }
  }

  private listen(): void {
    const { map } = this;
    map.on('click', (event) => this.onClick(event));
    map.on('dblclick', (event) => {
      const code = this.communeAt(event);
      if (code && this.zoomed === 'dots') { event.preventDefault(); this.listener.onOpenCommune(code); }
    });
    map.on('mousemove', (event) => this.onMove(event));
    map.on('mouseout', () => this.hover(null, 0, 0));
    map.on('zoom', () => this.tellZoom());
    // Only what a person does brings its event along; our own flights do not.
    map.on('movestart', (event) => { if (event.originalEvent) { this.moved = true; this.atHome = false; } });
    map.on('moveend', () => { if (this.home) this.listener.onCamera(this.camera); });
    const whenComplete = () => {
      if (!this.boundariesAreDrawn || !this.twins.areDrawn || this.flushing || !map.areTilesLoaded()) return;
      this.isComplete = true;
      markOnce('ioc.map');
      map.off('render', whenComplete);
    };
    map.on('render', whenComplete);
    map.on('resize', () => { if (this.home && this.atHome && !map.isMoving()) this.fit(this.home, false); });
  }

  private tellZoom(): void {
    const zoom = this.map.getZoom();
    const level: Zoomed = zoom < clusterZoomMin ? 'dots' : zoom < symbolZoomMin ? 'clusters' : 'symbols';
    if (level === this.zoomed) return;
    this.zoomed = level;
    this.listener.onZoomed(level);
    if (this.overview) void this.flush();
  }

  private onClick(event: MapMouseEvent): void {
    const reach = 6;
    const box: [[number, number], [number, number]] = [[event.point.x - reach, event.point.y - reach], [event.point.x + reach, event.point.y + reach]];
    const [cluster] = this.map.queryRenderedFeatures(event.point, { layers: ['clusters'] });
    if (cluster && cluster.geometry.type === 'Point') {
      const center = cluster.geometry.coordinates as [number, number];
      this.atHome = false;
      void this.source('clusters').getClusterExpansionZoom(Number(cluster.properties['cluster_id']))
        .then((zoom) => this.map.easeTo({ center, zoom: zoom + 0.3, duration: 400 }));
      return;
    }
    const found = this.map.queryRenderedFeatures(box, { layers: clickable });
    const worst = found.sort((a, b) => Number(b.properties['w']) - Number(a.properties['w']))[0];
    // At the whole province's scale a healthy dot is not what a finger aims at: the commune is.
    if (worst?.id !== undefined && (this.zoomed !== 'dots' || Number(worst.properties['w']) > 1)) this.listener.onDevice(Number(worst.id));
    else this.listener.onCommune(this.communeAt(event));
  }

  private communeAt(event: MapMouseEvent): string | null {
    const [feature] = this.map.queryRenderedFeatures(event.point, { layers: ['communes'] });
    const code: unknown = feature?.properties['code'];
    return typeof code === 'string' ? code : null;
  }

  private onMove(event: MapMouseEvent): void {
    const code = this.communeAt(event);
    this.map.getCanvas().style.cursor = code ? 'pointer' : '';
    this.hover(code, event.point.x, event.point.y);
  }

  private hover(code: string | null, x: number, y: number): void {
    if (code !== this.hovered) {
      if (this.hovered) this.map.setFeatureState({ source: 'communes', id: this.hovered }, { hover: false });
      if (code) this.map.setFeatureState({ source: 'communes', id: code }, { hover: true });
      this.hovered = code;
    }
    this.listener.onHover(code, x, y);
  }
}

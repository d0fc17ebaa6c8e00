// The map's colours are the page's tokens: read once when the map is made, and again when the theme turns.
import { healthWords } from '../api/types';

const names = [
  'ok', 'degraded', 'faulty', 'offline', 'unknown', 'accent', 'text', 'mark-ink', 'surface', 'line-strong', 'map-ground', 'map-grid', 'map-none',
  'map-0', 'map-1', 'map-2', 'map-3', 'map-4', 'map-line', 'map-outline', 'map-label', 'map-halo', 'map-water', 'map-green', 'map-road',
  'critical', 'major', 'minor',
] as const;

export type MapColours = Record<(typeof names)[number], string>;

export function readColours(): MapColours {
  const style = getComputedStyle(document.documentElement);
  return Object.fromEntries(names.map((name) => [name, style.getPropertyValue(`--${name}`).trim()])) as MapColours;
}

export function healthColour(colours: MapColours, health: number): string {
  return colours[healthWords[health] ?? 'unknown'];
}

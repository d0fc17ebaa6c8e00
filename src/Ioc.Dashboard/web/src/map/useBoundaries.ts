import { api } from '../api/client';
import { useStanding } from '../live/useStanding';
import type { Load } from '../ui/useLoad';

/** @param wanted false: a phone saves the megabytes. */
export function useBoundaries(wanted = true): Load<GeoJSON.FeatureCollection> {
  return useStanding(wanted ? 'boundaries' : null, api.boundaries);
}

import { useMemo } from 'react';
import { api } from '../api/client';
import { useOverview } from '../live/hooks';
import { readLabels } from '../state/deviceLabels';
import type { Labels } from '../state/deviceLabels';
import { useLoad } from '../ui/useLoad';
import type { Load } from '../ui/useLoad';

/** @param wanted false: nobody needs them yet, and a phone saves the bytes. */
export function useLabels(wanted: boolean): Load<Labels> {
  const { value: overview } = useOverview();
  const asked = useLoad(wanted && overview ? `labels|${overview.registryVersion}` : null, api.labels);
  const data = useMemo(() => asked.data && readLabels(asked.data), [asked.data]);
  return { ...asked, data };
}

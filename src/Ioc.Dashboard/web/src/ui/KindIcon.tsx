import { IconAntennaBars5, IconBroadcast, IconSpeakerphone, IconWifi } from '@tabler/icons-react';
import type { DeviceKindWord } from '../api/types';

const icons: Partial<Record<DeviceKindWord | 'centre', typeof IconBroadcast>> = { loudspeaker: IconSpeakerphone, hotspot: IconWifi, site: IconAntennaBars5 };

export function KindIcon({ kind, size = 16 }: { kind: DeviceKindWord | 'centre'; size?: number }) {
  const Icon = icons[kind] ?? IconBroadcast;
  return <Icon className="kind-icon" size={size} stroke={1.6} aria-hidden />;
}

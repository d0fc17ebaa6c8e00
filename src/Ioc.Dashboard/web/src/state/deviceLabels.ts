// Vendor and tags of every device: asked for once per registry version, and only where somebody filters, sorts or exports by them.
import type { DeviceLabels } from '../api/types';

export interface Labels {
  readonly vendors: readonly string[];
  readonly tags: readonly string[];
  readonly vendorOf: (handle: number) => string;
  readonly tagsOf: (handle: number) => readonly string[];
}

export function readLabels(columns: DeviceLabels): Labels {
  const at = new Map(columns.handle.map((handle, index) => [handle, index]));
  const tagsOf = (handle: number) => (columns.tag[at.get(handle) ?? -1] ?? []).map((tag) => columns.tags[tag] ?? '').filter((tag) => tag !== '');
  const vendorOf = (handle: number) => columns.vendors[columns.vendor[at.get(handle) ?? -1] ?? -1] ?? '';
  return { vendors: columns.vendors, tags: columns.tags, vendorOf, tagsOf };
}

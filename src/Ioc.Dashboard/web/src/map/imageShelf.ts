// The map's drawn symbols, bounded. A cluster's ring has thousands of possible mixes, a wall draws new ones for weeks, and MapLibre keeps
// every image it was ever given: so the ones made first leave again. What is still on screen is asked for anew.

export class ImageShelf {
  private readonly ids: string[] = [];

  /** @param max images kept; one takes up to 36 kB. */
  constructor(private readonly max = 512) {}

  /** Notes one more; answers those that have to go: half of the shelf at once, because each removal makes tiles load again. */
  add(id: string): string[] {
    this.ids.push(id);
    return this.ids.length > this.max ? this.ids.splice(0, Math.floor(this.max / 2)) : [];
  }
}

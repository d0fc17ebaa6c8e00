// A screen that is never closed outlives the server's releases. Which build a page is of stands in its entry script's name.

export function entryScript(html: string): string | null {
  return /<script[^>]+src="(\/assets\/[^"]+\.js)"/.exec(html)?.[1] ?? null;
}

/** An answer without an entry script is a proxy's page or a server half up: no reason to load anything anew. */
export function isNewer(running: string | null, served: string | null): boolean {
  return running !== null && served !== null && running !== served;
}

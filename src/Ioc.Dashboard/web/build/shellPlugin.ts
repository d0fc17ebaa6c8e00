// Builds the service worker beside the app, under the one name it must have, and tells it which hashed files the app opens with.
import { createHash } from 'node:crypto';
import type { Plugin } from 'vite';

const fileName = 'sw.js';

/** Fonts of the interface; other weights and alphabets are kept once they were needed. */
const font = /be-vietnam-pro-(vietnamese|latin)-(400|600)-normal.*\.woff2$/;

export function shellPlugin(): Plugin {
  return {
    name: 'ioc-shell',
    apply: 'build',
    buildStart() {
      this.emitFile({ type: 'chunk', id: '/src/pwa/worker.ts', fileName });
    },
    generateBundle(_options, bundle) {
      const shell = new Set<string>();
      const add = (name: string): void => {
        const chunk = bundle[name];
        if (!chunk || shell.has(name)) return;
        shell.add(name);
        if (chunk.type === 'chunk') for (const imported of chunk.imports) add(imported);
      };
      for (const [name, file] of Object.entries(bundle)) {
        // The map is three times all the pages: it is kept once it was needed, as fonts of other weights are.
        const isPage = file.type === 'chunk' && name !== fileName && !file.moduleIds.some((id) => id.includes('/maplibre-gl/'));
        if (isPage || name.endsWith('.css') || font.test(name)) add(name);
      }
      const worker = bundle[fileName];
      if (worker?.type !== 'chunk') throw new Error(`BUG: the build made no ${fileName}`);
      if (worker.imports.length > 0) throw new Error(`BUG: ${fileName} shares ${worker.imports.join()} with the app; it must stand alone`);
      const files = [...shell].sort().map((name) => `/${name}`);
      const version = createHash('sha256').update(files.join()).digest('hex').slice(0, 12);
      worker.code = worker.code.replaceAll('SHELL_ASSETS', JSON.stringify(files)).replaceAll('SHELL_VERSION', JSON.stringify(version));
    },
  };
}

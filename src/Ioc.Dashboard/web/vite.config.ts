import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { compress } from './build/compress';
import { shellPlugin } from './build/shellPlugin';

const server = process.env['IOC_SERVER'] ?? 'http://localhost:8080';

export default defineConfig({
  base: '/',
  plugins: [react(), shellPlugin(), compress()],
  build: {
    // The Host serves this folder; it is git-ignored and made anew by every build.
    outDir: '../wwwroot',
    emptyOutDir: true,
    // MapLibre alone is over Vite's default warning of 500 kB; it is a lazy chunk, so the shell stays small.
    chunkSizeWarningLimit: 1400,
    // An inlined asset is a data: address, which a strict Content-Security-Policy refuses.
    assetsInlineLimit: 0,
    // The injected preload polyfill would be an inline script.
    modulePreload: { polyfill: false },
  },
  worker: { format: 'es' },
  server: {
    proxy: {
      '/api': server,
      '/media': server,
      '/hubs': { target: server, ws: true },
    },
  },
  test: { include: ['tests/**/*.test.ts'], environment: 'node' },
});

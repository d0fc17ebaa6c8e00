// Compresses what the build wrote, once and as hard as it goes, so that the server only has to send it.
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Plugin } from 'vite';

const compressible = new Set(['.js', '.css', '.html', '.svg', '.webmanifest', '.json']);

/** Smaller ones fit one packet either way. The same figure stands in tests/Ioc.Dashboard.Tests/WebAppTests.cs. */
const bytesMin = 1024;

const brotli = promisify(brotliCompress);
const zip = promisify(gzip);

export function compress(): Plugin {
  let folder = '';
  return {
    name: 'ioc-compress',
    apply: 'build',
    configResolved(config) { folder = config.build.outDir; },
    async closeBundle() {
      const files = await readdir(folder, { recursive: true });
      await Promise.all(files.filter((file) => compressible.has(extname(file))).map(async (file) => {
        const path = join(folder, file);
        const bytes = await readFile(path);
        if (bytes.length <= bytesMin) return;
        const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
        await writeFile(`${path}.br`, await brotli(bytes, { params }));
        await writeFile(`${path}.gz`, await zip(bytes, { level: 9 }));
      }));
    },
  };
}

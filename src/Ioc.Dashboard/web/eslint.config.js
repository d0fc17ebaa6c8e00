import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

export default tseslint.config(
  { ignores: ['node_modules', 'dist', '../wwwroot'] },
  ...tseslint.configs.strict,
  reactHooks.configs.flat['recommended-latest'],
  {
    files: ['**/*.{ts,tsx}'],
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      // TanStack Virtual is what it warns of; we do not run the React compiler.
      'react-hooks/incompatible-library': 'off',
      'max-lines': ['error', 400],
      'no-restricted-imports': ['error', {
        paths: [{ name: 'maplibre-gl', message: 'Only src/map/ knows MapLibre.' }, { name: '@microsoft/signalr', message: 'Only src/live/connection.ts knows SignalR.' }, { name: 'uplot', message: 'Only src/series/ knows uPlot.' }],
      }],
    },
  },
  // Written by a test from the server's description.
  { files: ['src/api/wire.ts'], rules: { 'max-lines': 'off' } },
  { files: ['src/map/**'], rules: { 'no-restricted-imports': 'off' } },
  { files: ['src/live/connection.ts'], rules: { 'no-restricted-imports': 'off' } },
  { files: ['src/series/**'], rules: { 'no-restricted-imports': 'off' } },
);

// First, so that the server is asked while the rest is read.
import './app/firstSession';
import '@fontsource/be-vietnam-pro/vietnamese-400.css';
import '@fontsource/be-vietnam-pro/vietnamese-500.css';
import '@fontsource/be-vietnam-pro/vietnamese-600.css';
import '@fontsource/be-vietnam-pro/latin-ext-400.css';
import '@fontsource/be-vietnam-pro/latin-400.css';
import '@fontsource/be-vietnam-pro/latin-500.css';
import '@fontsource/be-vietnam-pro/latin-600.css';
import '@mantine/core/styles.css';
import './theme/tokens.css';
import './theme/app.css';
import './theme/bars.css';
import './theme/units.css';
import './theme/work.css';
import './theme/access.css';
import './theme/phone.css';
import { createRoot } from 'react-dom/client';
import { App } from './app/App';
import { startLanguages } from './i18n';
import { keepShell } from './pwa/register';

const root = document.getElementById('root');
if (!root) throw new Error('BUG: index.html has no #root');
void startLanguages().then(() => createRoot(root).render(<App />));
keepShell();

import { MantineProvider, localStorageColorSchemeManager } from '@mantine/core';
import { useCallback, useEffect, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { BrowserRouter, useLocation, useNavigate } from 'react-router';
import { InvitationPage } from '../access/InvitationPage';
import { LimitedPage } from '../access/LimitedPage';
import { api, whenSignedOut } from '../api/client';
import { asProblem } from '../api/problem';
import type { Session } from '../api/types';
import { useWords } from '../i18n';
import { LiveContext } from '../live/hooks';
import { LiveStore } from '../live/liveStore';
import { SignInPage } from '../pages/SignInPage';
import { isWall } from '../state/wall';
import { theme, variables } from '../theme/mantine';
import { ProblemNotice, Waiting } from '../ui/Notice';
import { ErrorFence } from './ErrorFence';
import { askSession } from './firstSession';
import { SessionContext } from './session';
import { Shell } from './Shell';
import { UnitsProvider } from './UnitsProvider';

const schemes = localStorageColorSchemeManager({ key: 'ioc.theme' });
const store = new LiveStore();

export function App() {
  return (
    <BrowserRouter>
      <Themed><ErrorFence><Gate /></ErrorFence></Themed>
    </BrowserRouter>
  );
}

/** The wall is dark whatever this browser's theme is; leaving it gives the theme back. */
function Themed({ children }: { children: ReactNode }) {
  const { pathname } = useLocation();
  const forced = isWall(pathname) ? { forceColorScheme: 'dark' as const } : {};
  return <MantineProvider theme={theme} cssVariablesResolver={variables} defaultColorScheme="dark" colorSchemeManager={schemes} {...forced}>{children}</MantineProvider>;
}

/** Without a session every address shows the sign-in page, and the same address afterwards. */
function Gate() {
  const { t } = useWords();
  const { pathname } = useLocation();
  const navigate = useNavigate();
  const [session, setSession] = useState<Session | null | undefined>(undefined);
  const [error, setError] = useState<unknown>(null);
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    let gone = false;
    askSession().then(
      (found) => { if (!gone) setSession(found); },
      (problem: unknown) => {
        if (gone) return;
        if (asProblem(problem).kind === 'signedOut') setSession(null);
        else setError(problem);
      },
    );
    return () => { gone = true; };
  }, [turn]);
  useEffect(() => {
    if (!error) return undefined;
    // Opened without a network, from the kept shell: the first thing to do with one is to ask again.
    const again = () => { setError(null); setTurn((old) => old + 1); };
    window.addEventListener('online', again);
    return () => window.removeEventListener('online', again);
  }, [error]);
  const signedIn = useCallback((found: Session) => { setError(null); setSession(found); }, []);
  const signOut = useCallback(() => {
    store.close();
    setSession(null);
    api.signOut().catch(() => undefined);
  }, []);

  if (pathname === '/invitation') return <InvitationPage onLeave={() => { if (session) signOut(); void navigate('/', { replace: true }); }} />;
  if (session === null) return <SignInPage onSignedIn={signedIn} />;
  if (session?.limit) return <LimitedPage session={session} onSession={signedIn} signOut={signOut} />;
  if (session) return <SignedIn session={session} signOut={signOut} />;
  if (error) return <div className="centre"><ProblemNotice error={error} onRetry={() => { setError(null); setTurn(turn + 1); }} /></div>;
  return <div className="centre"><Waiting text={t('signIn.checking')} /></div>;
}

function SignedIn({ session, signOut }: { session: Session; signOut: () => void }) {
  useEffect(() => {
    whenSignedOut(signOut);
    // A session that was ended elsewhere takes the hub with it. The hub only says that it is gone, so each time it goes the session is asked for.
    let { losses } = store;
    return store.subscribe(() => {
      if (store.losses === losses) return;
      losses = store.losses;
      api.session().catch((problem: unknown) => { if (asProblem(problem).kind === 'signedOut') signOut(); });
    });
  }, [signOut]);
  const state = useMemo(() => ({ session, signOut }), [session, signOut]);
  return (
    <SessionContext value={state}>
      <LiveContext value={store}>
        <UnitsProvider><Shell /></UnitsProvider>
      </LiveContext>
    </SessionContext>
  );
}

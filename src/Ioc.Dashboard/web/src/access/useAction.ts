import { useCallback, useState } from 'react';
import { useWords } from '../i18n';
import { problemText } from '../ui/Notice';

/** One thing at a time that may be refused, with the refusal in words. */
export function useAction(): { going: boolean; problem: string | null; run: (work: () => Promise<void>) => Promise<void> } {
  const words = useWords();
  const [going, setGoing] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const run = useCallback(async (work: () => Promise<void>) => {
    setGoing(true);
    setProblem(null);
    try {
      await work();
    } catch (error) {
      // The browser's own refusals (a passkey that was cancelled) are no problem of the server's.
      setProblem(error instanceof DOMException ? words.t('access.signIn.passkeyFailed') : problemText(error, words));
    } finally {
      setGoing(false);
    }
  }, [words]);
  return { going, problem, run };
}

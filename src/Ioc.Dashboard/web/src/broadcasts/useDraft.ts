import { useState } from 'react';
import { useNavigate } from 'react-router';
import { api } from '../api/client';
import { asProblem } from '../api/problem';
import { useAddress } from '../app/address';
import { useSession } from '../app/session';
import { useWords } from '../i18n';
import type { Draft } from '../state/draft';
import { beginDraft, dropDraft, loadDraft, saveDraft } from '../state/keptDraft';
import type { KeptDraft } from '../state/keptDraft';
import { problemText } from '../ui/Notice';

interface Drafting {
  draft: Draft;
  put: (changes: Partial<Draft>) => void;
  /** When what is shown was typed, where it came back from an earlier visit. */
  restoredAt: number | null;
  discard: () => void;
  send: () => Promise<void>;
  sending: boolean;
  problem: string | null;
  /** False: this browser keeps nothing, and the page says so. */
  isKept: boolean;
}

/** The draft, kept with every letter; sent once however often it is pressed. */
export function useDraft(): Drafting {
  const words = useWords();
  const { params, link } = useAddress();
  const { session } = useSession();
  const navigate = useNavigate();
  const user = session.userName;
  const [found] = useState(() => loadDraft(localStorage, user, Date.now()));
  const [kept, setKept] = useState<KeptDraft>(() => beginDraft(found, params.get('to') ? [params.get('to') ?? ''] : [], params.getAll('device'), Date.now()));
  const [restoredAt, setRestoredAt] = useState(found?.savedAt ?? null);
  const [isKept, setIsKept] = useState(true);
  const [sending, setSending] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  const keep = (next: KeptDraft) => {
    setKept(next);
    setIsKept(saveDraft(localStorage, user, next));
  };
  const put = (changes: Partial<Draft>) => keep({ ...kept, draft: { ...kept.draft, ...changes }, savedAt: Date.now() });
  const discard = () => {
    dropDraft(localStorage, user);
    setKept(beginDraft(null, [], [], Date.now()));
    setRestoredAt(null);
    setProblem(null);
  };
  const opened = (id: string) => {
    dropDraft(localStorage, user);
    void navigate(link(`/broadcasts/${encodeURIComponent(id)}`), { replace: true });
  };

  const send = async () => {
    setSending(true);
    setProblem(null);
    const order = { id: kept.id, ...kept.draft, title: kept.draft.title.trim(), text: kept.draft.text.trim() };
    try {
      // An attempt without an answer may have arrived; what was written since then would be taken for sent.
      const earlier = kept.attempted ? await api.broadcast(kept.id).catch((error: unknown) => { if (asProblem(error).kind === 'notFound') return null; throw error; }) : null;
      if (earlier && earlier.text !== order.text) {
        opened(earlier.id);
        return;
      }
      keep({ ...kept, attempted: true });
      opened((earlier ?? await api.orderBroadcast(order)).id);
    } catch (error) {
      // A refusal is an answer: the centre has nothing under this id.
      if (asProblem(error).kind !== 'network') keep({ ...kept, attempted: false });
      setProblem(`${problemText(error, words)} ${words.t('compose.again')}`);
      setSending(false);
    }
  };
  return { draft: kept.draft, put, restoredAt, discard, send, sending, problem, isKept };
}

import { api } from '../api/client';
import type { Session } from '../api/types';
import { useWords } from '../i18n';
import { PasswordForm } from './PasswordForm';
import { TotpEnrolment } from './TotpEnrolment';

/** All there is for somebody who must first choose a password, or enrol a second factor. */
export function LimitedPage({ session, onSession, signOut }: { session: Session; onSession: (session: Session) => void; signOut: () => void }) {
  const { t } = useWords();
  const again = () => { api.session().then(onSession, () => undefined); };
  return (
    <main className="sign-in">
      <div className="sign-in-card">
        <img src="/favicon.svg" alt="" width="44" height="44" />
        <h1>{session.limit === 'changePassword' ? t('access.account.password') : t('access.account.factors')}</h1>
        <p>{t(`access.limit.${session.limit ?? 'enrolFactor'}`)}</p>
        {session.limit === 'changePassword' ? <PasswordForm onChanged={onSession} /> : <TotpEnrolment onDone={again} />}
        <button type="button" className="link" onClick={signOut}>{t('top.signOut')}</button>
      </div>
    </main>
  );
}

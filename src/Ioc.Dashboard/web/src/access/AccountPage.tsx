import { Button } from '@mantine/core';
import { useState } from 'react';
import { useSession } from '../app/session';
import { dateOf, exact, instant } from '../format/time';
import { useWords } from '../i18n';
import { ProblemNotice, Waiting } from '../ui/Notice';
import { useLoad } from '../ui/useLoad';
import { accessApi } from './api';
import { CanList } from './CanList';
import { Once } from './Once';
import { PasskeySection } from './PasskeySection';
import { PasswordForm } from './PasswordForm';
import { ProofForm } from './ProofForm';
import { SessionList } from './SessionList';
import { TokenList } from './TokenList';
import { TotpEnrolment } from './TotpEnrolment';
import { useAction } from './useAction';

export function AccountPage() {
  const { t } = useWords();
  const { session } = useSession();
  const mine = useLoad('account', accessApi.account);
  const { problem, run } = useAction();
  const [step, setStep] = useState<'none' | 'totp' | 'codes'>('none');
  const [codes, setCodes] = useState<string[] | null>(null);
  const done = () => { setStep('none'); setCodes(null); mine.reload(); };
  const own = mine.data;
  return (
    <section className="page">
      <header className="page-head"><h1>{t('access.account.title')}</h1></header>
      <div className="page-scroll settings is-wide">
        {mine.error !== undefined && <ProblemNotice error={mine.error} onRetry={mine.reload} />}
        {!own && mine.loading && <Waiting text={t('access.loading')} />}
        {own && (
          <>
            <section className="box"><h2>{own.account.user.fullName || own.account.user.userName}</h2>
              <p className="quiet">{own.account.user.userName} · {session.lastSignInAt ? t('access.signIn.last', { time: exact(instant(session.lastSignInAt) ?? 0), address: session.lastSignInFrom ?? '–' }) : t('access.signIn.lastNever')}</p>
              {session.secondFactorNeeded && !own.session.secondFactor && <p className="notice">{session.secondFactorDueAt ? t('access.limit.due', { time: dateOf(session.secondFactorDueAt) }) : t('access.limit.dueDemo')}</p>}
              <h3>{t('access.account.can')}</h3><CanList can={own.account.can} />
            </section>
            <section className="box"><h2>{t('access.account.factors')}</h2>
              <p>{t('access.account.totp')}: <strong>{own.totp ? t('access.account.totpOn') : t('access.account.totpOff')}</strong></p>
              {step === 'totp' ? <TotpEnrolment onDone={done} /> : <Button variant={own.totp ? 'default' : 'filled'} onClick={() => setStep('totp')}>{own.totp ? t('access.account.replace') : t('access.account.add')}</Button>}
              <PasskeySection onChanged={mine.reload} />
              {own.session.secondFactor && (
                <>
                  <h3>{t('access.account.codes')}</h3>
                  {codes ? <><Once title={t('access.account.codes')} text={codes.join('\n')} hint={t('access.account.codesKeep')} /><Button onClick={done}>{t('access.done')}</Button></>
                    : step === 'codes' ? <ProofForm go={t('access.account.renew')} onProof={async (password) => setCodes((await accessApi.renewCodes(password)).recoveryCodes)} />
                      : <p>{t('access.account.codesLeft', { n: own.recoveryCodesLeft })} <Button size="compact-sm" variant="default" onClick={() => setStep('codes')}>{t('access.account.renew')}</Button></p>}
                </>
              )}
            </section>
            <section className="box"><h2>{t('access.account.password')}</h2><PasswordForm onChanged={mine.reload} /></section>
            <section className="box"><h2>{t('access.account.sessions')}</h2>
              {/* To a token the account does not list them: it would tell whoever has the token where its owner is. */}
              {own.account.sessions.length === 0 ? <p className="quiet">{t('access.account.sessionsHidden')}</p> : <SessionList sessions={own.account.sessions} onClose={(id) => void run(async () => { await accessApi.closeOwnSession(id); mine.reload(); })} />}
              {problem && <p className="form-error" role="alert">{problem}</p>}
            </section>
            <section className="box"><h2>{t('access.account.tokens')}</h2><TokenList tokens={own.account.tokens} /></section>
          </>
        )}
      </div>
    </section>
  );
}

import { Button } from '@mantine/core';
import { useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { useAddress } from '../app/address';
import { usePageName } from '../app/pageName';
import { useSession } from '../app/session';
import { useWords } from '../i18n';
import { Ago } from '../ui/Ago';
import { ProblemNotice, Waiting } from '../ui/Notice';
import { useLoad } from '../ui/useLoad';
import { accessApi } from './api';
import type { UserDetail } from './api';
import { CanList } from './CanList';
import { GrantEditor } from './GrantEditor';
import { draftOf, grantsOf } from './grants';
import type { Draft } from './grants';
import { PersonActions } from './PersonActions';
import { ProofDialog } from './ProofDialog';
import { SessionList } from './SessionList';
import { TokenForm } from './TokenForm';
import { TokenList } from './TokenList';
import { useAction } from './useAction';

export function PersonPage() {
  const { t } = useWords();
  const { link } = useAddress();
  const { name = '' } = useParams();
  const person = useLoad(name, (signal) => accessApi.user(name, signal));
  const called = person.data?.user.fullName || name;
  usePageName(called);
  return (
    <section className="page">
      <header className="page-head">
        <div>
          <p className="card-kind"><Link to={link('/people')}>{t('access.people.title')}</Link></p>
          <h1>{called}</h1>
        </div>
      </header>
      <ProofDialog />
      <div className="page-scroll settings is-wide">
        {person.error !== undefined && <ProblemNotice error={person.error} onRetry={person.reload} />}
        {!person.data && person.loading && <Waiting text={t('access.loading')} />}
        {person.data && <Person key={person.data.user.userName} person={person.data} reload={person.reload} />}
      </div>
    </section>
  );
}

function Person({ person, reload }: { person: UserDetail; reload: () => void }) {
  const { t } = useWords();
  const { link } = useAddress();
  const navigate = useNavigate();
  const { user } = person;
  // To the own account one sees with the password: an open browser must not become the account.
  const isOwn = useSession().session.userName === user.userName;
  const { problem, run } = useAction();
  return (
    <>
      <section className="box"><h2>{t('access.account.can')}</h2>
        <p className="quiet">{user.userName}{user.disabled ? ` · ${t('access.people.shut')}` : ''}{user.system ? ` · ${t('access.people.system')}` : ''} · {t('access.people.last')}: {user.lastSignInAt ? <><Ago at={user.lastSignInAt} />, {user.lastSignInFrom ?? '–'}</> : t('access.people.never')}</p>
        <CanList can={person.can} />
      </section>
      <Roles person={person} reload={reload} />
      <section className="box"><h2>{t('access.account.sessions')}</h2>
        <SessionList sessions={person.sessions} onClose={(id) => void run(async () => { await accessApi.closeSession(user.userName, id); reload(); })} />
      </section>
      <section className="box"><h2>{t('access.account.tokens')}</h2>
        <TokenList tokens={person.tokens} onRevoke={(id) => void run(async () => { await accessApi.revokeToken(user.userName, id); reload(); })} />
        {problem && <p className="form-error" role="alert">{problem}</p>}
        {!isOwn && <TokenForm userName={user.userName} may={person.can.map((one) => one.permission)} onMade={reload} />}
      </section>
      {isOwn ? <p><Button component={Link} to={link('/account')} variant="default">{t('access.account.title')}</Button></p> : <PersonActions user={user} reload={reload} onErased={() => void navigate(link('/people'))} />}
    </>
  );
}

function Roles({ person, reload }: { person: UserDetail; reload: () => void }) {
  const { t } = useWords();
  const { going, problem, run } = useAction();
  const [drafts, setDrafts] = useState<Draft[]>(() => person.user.grants.map(draftOf));
  const [saved, setSaved] = useState(false);
  const grants = grantsOf(drafts);
  const save = () => void run(async () => {
    if (!grants) return;
    await accessApi.setGrants(person.user.userName, grants);
    setSaved(true);
    reload();
  });
  return (
    <section className="box"><h2>{t('access.account.roles')}</h2>
      <GrantEditor drafts={drafts} onChange={(next) => { setDrafts(next); setSaved(false); }} />
      {problem && <p className="form-error" role="alert">{problem}</p>}
      {saved && <p className="quiet" role="status">{t('access.people.saved')}</p>}
      <Button loading={going} disabled={!grants} onClick={save}>{t('access.save')}</Button>
    </section>
  );
}

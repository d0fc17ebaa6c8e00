import { Button, TextInput } from '@mantine/core';
import { IconSearch, IconUserPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { useAddress } from '../app/address';
import { may, useSession } from '../app/session';
import { useUnits } from '../app/units';
import { useWords } from '../i18n';
import { foldText } from '../state/search';
import { unitName } from '../state/units';
import { Ago } from '../ui/Ago';
import { Empty, ProblemNotice, Waiting } from '../ui/Notice';
import { useLoad } from '../ui/useLoad';
import { accessApi } from './api';
import type { Grant, User } from './api';
import { InviteForm } from './InviteForm';
import { ProofDialog } from './ProofDialog';

export function PeoplePage() {
  const { t } = useWords();
  const { session } = useSession();
  const allowed = may(session, 'managePeople');
  const users = useLoad(allowed ? 'users' : null, accessApi.users);
  const [text, setText] = useState('');
  const [inviting, setInviting] = useState(false);
  if (!allowed) return <Empty title={t('access.people.title')} hint={t('access.notAllowed')} />;
  const wanted = foldText(text);
  const shown = (users.data?.items ?? []).filter((user) => foldText(`${user.userName} ${user.fullName}`).includes(wanted));
  return (
    <section className="page">
      <header className="page-head">
        <h1>{t('access.people.title')}</h1>
        <TextInput className="people-search" size="sm" leftSection={<IconSearch size={15} aria-hidden />} placeholder={t('access.people.search')} aria-label={t('access.people.search')} value={text} onChange={(event) => setText(event.currentTarget.value)} />
        <span className="bar-space" />
        <Button leftSection={<IconUserPlus size={17} aria-hidden />} onClick={() => setInviting(!inviting)} aria-expanded={inviting}>{t('access.people.invite')}</Button>
      </header>
      <ProofDialog />
      <div className="page-scroll people">
        {inviting && <InviteForm onClose={() => setInviting(false)} />}
        {users.error !== undefined && <ProblemNotice error={users.error} onRetry={users.reload} />}
        {!users.data && users.loading && <Waiting text={t('access.loading')} />}
        {users.data && <People users={shown} />}
        {users.data && shown.length === 0 && <Empty title={t('access.people.none')} />}
      </div>
    </section>
  );
}

function People({ users }: { users: readonly User[] }) {
  const { t } = useWords();
  const { link } = useAddress();
  const units = useUnits();
  const role = (grant: Grant) => `${t(`access.role.${grant.role}`)} · ${grant.unitCode ? unitName(units, grant.unitCode) : grant.group ? t('access.group', { name: grant.group }) : t('access.everywhere')}`;
  return (
    <table className="people-table">
      <thead><tr><th>{t('access.people.name')}</th><th>{t('access.people.roles')}</th><th>{t('access.people.factor')}</th><th>{t('access.people.last')}</th></tr></thead>
      <tbody>
        {users.map((user) => (
          <tr key={user.userName}>
            <td>
              <Link to={link(`/people/${encodeURIComponent(user.userName)}`)}>{user.fullName || user.userName}</Link>
              {user.disabled && <span className="tag is-bad">{t('access.people.shut')}</span>}{user.system && <span className="tag">{t('access.people.system')}</span>}
              {user.fullName && <div className="quiet">{user.userName}</div>}
            </td>
            <td>{user.grants.length === 0 ? t('access.role.none') : user.grants.map((grant) => <div key={role(grant)}>{role(grant)}</div>)}</td>
            <td className={user.secondFactorNeeded && !user.secondFactor ? 'is-missing' : undefined}>{user.secondFactor ? t('access.people.factorOn') : user.secondFactorNeeded ? t('access.people.factorMissing') : t('access.people.factorOff')}</td>
            <td>{user.lastSignInAt ? <Ago at={user.lastSignInAt} /> : <span className="quiet">{t('access.people.never')}</span>}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

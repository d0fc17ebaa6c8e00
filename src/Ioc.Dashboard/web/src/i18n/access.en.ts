import type { accessVi } from './access.vi';

// Signing in, accounts and rights.
export const accessEn: typeof accessVi = {
  role: { viewer: 'Viewer', fieldTeam: 'Field team', editor: 'Editor', operator: 'Operator', approver: 'Approver', engineer: 'Engineer', administrator: 'Administrator', none: 'No role yet' },
  permission: {
    see: 'See devices, alerts and broadcasts', exportData: 'Export data', acknowledgeAlerts: 'Acknowledge alerts', draftBroadcasts: 'Write broadcasts', sendBroadcasts: 'Send broadcasts',
    approveBroadcasts: 'Approve broadcasts', stopBroadcasts: 'Stop broadcasts', editDevices: 'Edit the device registry', editUnits: 'Edit the unit registry', manageCredentials: 'Manage device credentials',
    claimDevices: 'Put up and claim devices', seeSystem: 'See how the system does', managePeople: 'Manage people and tokens', readAudit: 'Read the audit',
  },
  everywhere: 'the whole centre', group: 'group {{name}}', loading: 'Loading…', cancel: 'Cancel', save: 'Save', done: 'Done', copy: 'Copy', copied: 'Copied', shownOnce: 'It is shown this once.',
  notAllowed: 'Your role does not allow this. Ask an administrator.',
  signIn: {
    factorTitle: 'Second step', code: '6 digits from your authenticator app', recovery: 'Recovery code', useRecovery: 'Lost the phone? Use a recovery code', useCode: 'Use the app’s code',
    confirm: 'Confirm', back: 'Begin again', usePasskey: 'Sign in with a passkey', passkeyHere: 'Use a passkey', passkeyFailed: 'The passkey was not accepted. Try again, or another way.',
    provider: 'Sign in with {{name}}', providerUnknown: 'That account has no access to the centre yet. Ask an administrator.', providerFactor: 'The identity provider asked for no second factor. Sign in here with your password and your second factor.', providerFailed: 'The identity provider did not answer rightly. Try again, or another way.',
    last: 'Last sign-in: {{time}}, from {{address}}.', lastNever: 'This is the first sign-in.',
  },
  invitation: {
    title: 'Invitation', hello: '{{name}}, you are invited to the operations centre as {{userName}}.', again: 'Choose a new password for {{userName}}.', password: 'A password of your own',
    hint: '12 characters or more; a few words together are easy to remember.', accept: 'Set the password', ready: 'Done. Sign in as {{userName}} with the password you chose.', toSignIn: 'To the sign-in',
    gone: 'This invitation was used, withdrawn, or has expired. Ask for another.',
  },
  limit: { changePassword: 'Somebody else chose your password. Choose your own first.', enrolFactor: 'Your role needs a second factor. Add one before you go on.', due: 'Your role needs a second factor. Add one by {{time}}.', dueDemo: 'Your role needs a second factor. The demonstration does not insist.' },
  account: {
    title: 'My account', password: 'Password', current: 'Present password', fresh: 'New password', change: 'Change the password', changed: 'Changed. Other browsers have to sign in again.',
    factors: 'Second factor', totp: 'Authenticator app', totpOn: 'In use', totpOff: 'None', add: 'Add', replace: 'Replace', scan: 'Scan the code with an authenticator app, then type the 6 digits it shows.',
    typeSecret: 'Cannot scan it? Type this:', code: '6 digits from the app', enrol: 'Switch on', codes: 'Recovery codes', codesLeft: '{{n}} left', codesKeep: 'Keep them in a safe place, not on the phone. Each works once when the phone is lost.',
    renew: 'Make new codes', proof: 'Type your password to go on', proofAgain: 'This changes what people may do. Type your password again; it is not asked for within 15 minutes.', proofGo: 'Go on', passkeys: 'Passkeys', passkeyAdd: 'Add a passkey', passkeyName: 'What to call it', passkeyNone: 'None yet. A passkey signs you in with a fingerprint, a face or a security key.',
    passkeyUnavailable: 'This browser, or this unencrypted address, cannot use passkeys.', remove: 'Remove', noSessions: 'None.', sessionsHidden: 'You came in with an access token. Sign in with the password to see where you are signed in.', sessions: 'Where you are signed in', thisBrowser: 'this browser', withToken: 'with a token', used: 'last used {{time}}', signOut: 'Sign out',
    tokens: 'Tokens for other systems', noTokens: 'No tokens.', neverUsed: 'never used', expires: 'until {{time}}', untilRevoked: 'until revoked', can: 'What may be done, and where', roles: 'Roles',
  },
  people: {
    title: 'People', name: 'Name', roles: 'Roles', factor: 'Second factor', last: 'Last sign-in', never: 'never', invite: 'Invite', invited: 'Invited', search: 'Filter by name', none: 'Nobody matches.', system: 'system', shut: 'shut',
    factorMissing: 'missing', factorOn: 'yes', factorOff: 'not needed', invitedBy: 'by {{name}}, until {{time}}', withdraw: 'Withdraw', userName: 'User name', fullName: 'Full name', link: 'Invitation link', linkHint: 'Send it to the right person, by another way than this account.',
    place: 'Where', placeHint: 'Unit (with all below it)', addRole: 'Add a role', dropRole: 'Drop this role', groupName: 'Name of the device group', atCentre: 'The whole centre', atUnit: 'One unit', atGroup: 'One device group', saved: 'Saved.',
    newPassword: 'Link for a new password', resetFactors: 'Forget second factors', resetHint: 'When this person lost the phone. Signs them out everywhere.', shutNow: 'Shut the account', open: 'Open the account again', erase: 'Erase the account', eraseHint: 'Erases everything kept of the account but the audit. Type the user name to confirm.',
    newToken: 'Make a token', tokenLabel: 'What it is for', tokenDays: 'Days it is valid (empty: until revoked)', tokenMay: 'May only (empty: as the account)', revoke: 'Revoke', actions: 'Other actions',
  },
};

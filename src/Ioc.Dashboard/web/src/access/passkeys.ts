// Passkeys through the browser's own JSON forms (WebAuthn level 3): the app never touches the bytes.
import type { Session } from '../api/types';
import { accessApi } from './api';

/** Browsers offer them in secure contexts only (HTTPS, or localhost), and for names, not for addresses. */
export function passkeysWork(): boolean {
  return window.isSecureContext && 'PublicKeyCredential' in window && 'parseRequestOptionsFromJSON' in PublicKeyCredential && !/^[\d.]+$|:/.test(location.hostname);
}

export async function addPasskey(password: string, label: string): Promise<void> {
  const { ticket, options } = await accessApi.beginPasskey(password);
  const made = await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options as PublicKeyCredentialCreationOptionsJSON) });
  if (!(made instanceof PublicKeyCredential)) throw new DOMException('no credential', 'NotAllowedError');
  await accessApi.addPasskey(ticket, label, made.toJSON());
}

/** @param of the ticket of a password that was right; without it the passkey says who it is. */
export async function signInWithPasskey(of?: string): Promise<Session> {
  const { ticket, options } = await accessApi.askForPasskey(of);
  const shown = await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options as PublicKeyCredentialRequestOptionsJSON) });
  if (!(shown instanceof PublicKeyCredential)) throw new DOMException('no credential', 'NotAllowedError');
  return accessApi.showPasskey(ticket, shown.toJSON());
}

import { MAMASA } from '../e2e/fixtures';
import { PASSWORD } from '../e2e/server';
import { Officer, Records } from './officer';

/** Those who work at the ledger in a trial. */
export interface Office {
  readonly treasurers: readonly Officer[];
  readonly verifier: Officer;
}

/** Signs the first admin in, makes the scheme and its officers. Nothing of it goes into `records`. */
export async function openOffice(
  address: string,
  oneTimePassword: string,
  treasurers: number,
  records: Records,
): Promise<Office> {
  const admin = await signIn('admin', address, oneTimePassword, new Records());
  await admin.send('PUT', '/v1/scheme', MAMASA);
  const officer = async (userId: string, role: string) => {
    const password = `${PASSWORD} sekali`;
    await admin.send('POST', '/v1/users', { userId, password, roles: [role] });
    return signIn(userId, address, password, records);
  };
  const made: Officer[] = [];
  for (let n = 1; n <= treasurers; n++) made.push(await officer(`bendahara${n}`, 'treasurer'));
  return { treasurers: made, verifier: await officer('verifikator', 'verifier') };
}

/** Signs in with a one-time password and replaces it. */
async function signIn(userId: string, address: string, oneTime: string, records: Records): Promise<Officer> {
  const { token } = await new Officer(userId, address, '', records).send('POST', '/v1/sessions', {
    userId,
    password: oneTime,
  });
  const officer = new Officer(userId, address, String(token), records);
  await officer.send('POST', '/v1/sessions/password', { currentPassword: oneTime, newPassword: PASSWORD });
  return officer;
}

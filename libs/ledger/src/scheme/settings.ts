import { Rejection } from '../rejection';
import type { SchemeSettings, Tier } from './events';

/** Letters, digits, `-` and `_`, so that the names of streams and places made of them can be told apart again. */
const IDENTIFIER = /^[A-Za-z0-9_-]{1,64}$/;

/** Every rule that one set of settings must keep by itself. `tiers` come from the highest rank down. */
export function requireSound({ timeZone, tiers, accounts, groups }: SchemeSettings): void {
  requireTimeZone(timeZone);
  requireQuotas(tiers);
  requireUnique(
    tiers.map(({ rank }) => String(rank)),
    'tiers.rank',
  );
  requireUnique(
    tiers.map(({ title }) => title.trim().toLowerCase()),
    'tiers.title',
  );
  requireOrder(tiers);
  requireIdentifiers(
    accounts.map(({ accountId }) => accountId),
    'accounts.accountId',
  );
  requireUnique(
    accounts.map(({ accountId }) => accountId),
    'accounts.accountId',
  );
  requireUnique(
    accounts.map(({ number }) => number.replace(/[^A-Za-z0-9]/g, '')),
    'accounts.number',
  );
  requireIdentifiers(
    groups.map(({ group }) => group),
    'groups.group',
  );
  requireUnique(
    groups.map(({ group }) => group),
    'groups.group',
  );
}

/**
 * Nothing that money or people may hang on is taken away: an account keeps its place and its credit-key recipe (with
 * another recipe the same credit would get a second key and count twice), a group keeps its place.
 */
export function requireKept(before: SchemeSettings, after: SchemeSettings): void {
  for (const { accountId, creditKey } of before.accounts) {
    const kept = after.accounts.find((account) => account.accountId === accountId);
    if (kept?.creditKey === creditKey) continue;
    throw new Rejection(
      'account-in-use',
      `Rekening "${accountId}" sudah pernah terdaftar: tidak dapat dihapus, dan kunci kreditnya tetap "${creditKey}". Kembalikan seperti semula; untuk kunci lain, daftarkan rekening dengan id baru.`,
      `The account "${accountId}" has been registered before: it cannot be removed and its credit key stays "${creditKey}". Put it back; for another key register an account under a new id.`,
      { field: 'accounts', accountId, creditKey },
    );
  }
  for (const { group } of before.groups) {
    if (after.groups.some((candidate) => candidate.group === group)) continue;
    throw new Rejection(
      'group-in-use',
      `Wadah "${group}" sudah pernah terdaftar dan tidak dapat dihapus. Kembalikan ke dalam daftar.`,
      `The enrolment group "${group}" has been registered before and cannot be removed. Put it back into the list.`,
      { field: 'groups', group },
    );
  }
}

/** The higher the office, the more workers, never fewer: the one general rule of the pattern (DOMAIN 4.1, K25). */
function requireOrder(tiers: readonly Tier[]): void {
  tiers.forEach((lower, index) => {
    const higher = tiers[index - 1];
    if (!higher || higher.quota >= lower.quota) return;
    throw new Rejection(
      'tiers-not-ordered',
      `Jenjang "${higher.title}" (kuota ${higher.quota}) lebih tinggi daripada "${lower.title}" (kuota ${lower.quota}), tetapi kuotanya lebih kecil. Kuota tidak boleh turun ketika jenjang naik: perbaiki salah satunya.`,
      `The tier "${higher.title}" (quota ${higher.quota}) ranks above "${lower.title}" (quota ${lower.quota}) but has the smaller quota. A quota never falls as the rank rises: correct one of them.`,
      {
        field: 'tiers',
        higher: higher.title,
        higherQuota: String(higher.quota),
        lower: lower.title,
        lowerQuota: String(lower.quota),
      },
    );
  });
}

function requireQuotas(tiers: readonly Tier[]): void {
  for (const { title, quota } of tiers) {
    if (Number.isSafeInteger(quota) && quota > 0) continue;
    throw new Rejection(
      'quota-invalid',
      `Kuota jenjang "${title}" harus bilangan bulat mulai dari 1, bukan ${quota}.`,
      `The quota of the tier "${title}" must be a whole number from 1 up, not ${quota}.`,
      { field: 'tiers.quota', tier: title, quota: String(quota) },
    );
  }
}

function requireUnique(values: readonly string[], field: string): void {
  const twice = values.find((value, index) => values.indexOf(value) !== index);
  if (twice === undefined) return;
  throw new Rejection(
    'settings-duplicate',
    `Nilai "${twice}" muncul dua kali pada "${field}". Setiap jenjang, rekening, dan wadah hanya dicatat satu kali.`,
    `The value "${twice}" appears twice in "${field}". Every tier, account and enrolment group is listed once.`,
    { field, value: twice },
  );
}

function requireIdentifiers(values: readonly string[], field: string): void {
  const wrong = values.find((value) => !IDENTIFIER.test(value));
  if (wrong === undefined) return;
  throw new Rejection(
    'identifier-invalid',
    `Id "${wrong}" pada "${field}" hanya boleh berisi huruf, angka, "-" dan "_", paling banyak 64 karakter.`,
    `The id "${wrong}" in "${field}" may hold only letters, digits, "-" and "_", at most 64 characters.`,
    { field, value: wrong },
  );
}

function requireTimeZone(timeZone: string): void {
  try {
    new Intl.DateTimeFormat('en', { timeZone });
  } catch {
    throw new Rejection(
      'time-zone-unknown',
      `Zona waktu "${timeZone}" tidak dikenal. Tulis nama IANA, misalnya Asia/Makassar (WITA).`,
      `The time zone "${timeZone}" is not known. Write its IANA name, for example Asia/Makassar (WITA).`,
      { field: 'timeZone', timeZone },
    );
  }
}

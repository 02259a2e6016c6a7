import { Rejection } from '../rejection';

export const partyInvalid = (party: string) =>
  new Rejection(
    'identifier-invalid',
    `Nama pihak "${party}" tidak sah: pakai huruf kecil, angka dan -, paling panjang 40, misalnya kejari.`,
    `"${party}" is no name of a party: use lower-case letters, digits and -, at most 40, as in kejari.`,
    { field: 'party' },
  );

export const partyExists = (party: string) =>
  new Rejection(
    'signing-party-exists',
    `Pihak ${party} sudah punya kunci. Untuk menggantinya: sedekah keys rotate ${party}.`,
    `The party ${party} has a key already. To replace it: sedekah keys rotate ${party}.`,
    { party },
  );

export const partyUnknown = (party: string) =>
  new Rejection(
    'signing-party-unknown',
    `Pihak ${party} tidak punya kunci yang terdaftar untuk segel ini. Lihat: sedekah keys list.`,
    `The party ${party} has no key registered for this seal. See: sedekah keys list.`,
    { party },
  );

export const keyKnown = (fingerprint: string) =>
  new Rejection(
    'signing-key-known',
    `Kunci dengan sidik ${fingerprint} pernah terdaftar. Buat kunci baru.`,
    `The key with fingerprint ${fingerprint} has been registered before. Make a new key.`,
    { fingerprint },
  );

export const keyDiffers = (party: string) =>
  new Rejection(
    'signing-key-differs',
    `Kunci itu bukan kunci ${party} yang berlaku ketika segel dibuat. Tanda tangani dengan kunci yang terdaftar waktu itu.`,
    `That is not the key ${party} held when the seal was made. Sign with the key that was registered then.`,
    { party },
  );

export const ruleInvalid = (required: number, parties: number) =>
  new Rejection(
    'seal-rule-invalid',
    `Segel tidak dapat menuntut ${required} tanda tangan dari ${parties} pihak. Pilih 1 sampai ${parties}, atau daftarkan pihak lain.`,
    `A seal cannot ask for ${required} signatures of ${parties} parties. Choose 1 to ${parties}, or register another party.`,
    { field: 'required', required: String(required), parties: String(parties) },
  );

export const nothingToSeal = (lastOrdinal: number) =>
  new Rejection(
    'nothing-to-seal',
    `Semua ${lastOrdinal} peristiwa sudah tersegel. Tidak ada yang perlu dilakukan.`,
    `All ${lastOrdinal} events are sealed. There is nothing to do.`,
    { lastOrdinal: String(lastOrdinal) },
  );

export const sealedMeanwhile = (number: number) =>
  new Rejection(
    'sealed-meanwhile',
    `Segel ${number} tidak menyambung segel terakhir: orang lain baru saja menyegel. Ulangi perintah itu.`,
    `Seal ${number} does not follow the last one: somebody else has just sealed. Run the command again.`,
    { number: String(number) },
  );

export const sealUnknown = (number: number) =>
  new Rejection(
    'seal-unknown',
    `Segel ${number} dengan isi itu tidak ada di buku besar ini. Lihat: sedekah seal list.`,
    `This ledger has no seal ${number} with that content. See: sedekah seal list.`,
    { number: String(number) },
  );

export const alreadySigned = (number: number, party: string) =>
  new Rejection(
    'seal-already-signed',
    `Pihak ${party} sudah menandatangani segel ${number}. Tidak ada yang perlu dilakukan.`,
    `The party ${party} has signed seal ${number} already. There is nothing to do.`,
    { number: String(number), party },
  );

import { beancountAccount, beancountJournal } from './beancount';
import { csvJournal } from './csv';
import type { Entries, RecordedEntry } from './dated';
import { hledgerJournal } from './hledger';

const credit: RecordedEntry = {
  date: '2021-05-03',
  eventType: 'CreditRecorded',
  stream: 'sedekah.credit-kas.FT1',
  revision: '0',
  reference: 'CreditRecorded/kas.FT1',
  memo: 'kredit bank / bank credit',
  lines: [
    { account: 'assets:bank:kas', commodity: 'IDR', amount: '840000' },
    { account: 'liabilities:unassigned:kas', commodity: 'IDR', amount: '-840000' },
  ],
};
const cancelled: RecordedEntry = {
  date: '2021-06-02',
  eventType: 'CoverCancelled',
  stream: 'sedekah.sponsor-regent',
  revision: '12',
  reference: 'CoverCancelled/SG01.2021-06.1/regent',
  corrects: 'AllocationsSettled/SG01.2021-06.1/regent',
  memo: 'perlindungan 2021-06 dicabut / cover cancelled',
  lines: [
    { account: 'cover:issued:2021-06', commodity: 'COV:2021-06', amount: '1' },
    { account: 'cover:worker:w_1', commodity: 'COV:2021-06', amount: '-1' },
  ],
};

async function written(writer: (entries: Entries) => AsyncIterable<string>, entries: Entries): Promise<string> {
  const blocks: string[] = [];
  for await (const block of writer(entries)) blocks.push(block);
  return blocks.join('');
}

test('hledger: accounts and commodities are declared, the event stands in tags, each month ends in assertions', async () => {
  expect(await written(hledgerJournal, [credit, cancelled])).toBe(`; Jurnal sedekah / the ledger's journal
tag event
tag stream
tag revision
tag reference
tag corrects

commodity IDR
account assets:bank:kas
account liabilities:unassigned:kas

2021-05-03 * kredit bank / bank credit
    ; event: CreditRecorded
    ; stream: sedekah.credit-kas.FT1
    ; revision: 0
    ; reference: CreditRecorded/kas.FT1
    assets:bank:kas  840000 IDR
    liabilities:unassigned:kas  -840000 IDR

2021-05-31 * saldo akhir bulan / month-end balances
    assets:bank:kas  0 IDR = 840000 IDR
    liabilities:unassigned:kas  0 IDR = -840000 IDR

commodity "COV:2021-06"
account cover:issued:2021-06
account cover:worker:w_1

2021-06-02 * perlindungan 2021-06 dicabut / cover cancelled
    ; event: CoverCancelled
    ; stream: sedekah.sponsor-regent
    ; revision: 12
    ; reference: CoverCancelled/SG01.2021-06.1/regent
    ; corrects: AllocationsSettled/SG01.2021-06.1/regent
    cover:issued:2021-06  1 "COV:2021-06"
    cover:worker:w_1  -1 "COV:2021-06"

2021-06-30 * saldo akhir bulan / month-end balances
    cover:issued:2021-06  0 "COV:2021-06" = 1 "COV:2021-06"
    cover:worker:w_1  0 "COV:2021-06" = -1 "COV:2021-06"
`);
});

test('beancount: accounts are opened, names are ones it takes, balances hold from the next morning', async () => {
  expect(await written(beancountJournal, [credit, cancelled])).toBe(`; Jurnal sedekah / the ledger's journal
option "title" "Jurnal sedekah"
option "operating_currency" "IDR"

2021-05-03 open Assets:Bank:Xkas
  journal-account: "assets:bank:kas"

2021-05-03 open Liabilities:Unassigned:Xkas
  journal-account: "liabilities:unassigned:kas"

2021-05-03 * "kredit bank / bank credit"
  event: "CreditRecorded"
  stream: "sedekah.credit-kas.FT1"
  revision: "0"
  reference: "CreditRecorded/kas.FT1"
  Assets:Bank:Xkas  840000 IDR
  Liabilities:Unassigned:Xkas  -840000 IDR

2021-06-01 balance Assets:Bank:Xkas  840000 IDR
2021-06-01 balance Liabilities:Unassigned:Xkas  -840000 IDR

2021-06-02 open Equity:Cover:Issued:2021-06
  journal-account: "cover:issued:2021-06"

2021-06-02 open Equity:Cover:Worker:Xw-u1
  journal-account: "cover:worker:w_1"

2021-06-02 * "perlindungan 2021-06 dicabut / cover cancelled"
  event: "CoverCancelled"
  stream: "sedekah.sponsor-regent"
  revision: "12"
  reference: "CoverCancelled/SG01.2021-06.1/regent"
  corrects: "AllocationsSettled/SG01.2021-06.1/regent"
  Equity:Cover:Issued:2021-06  1 COV-2021-06
  Equity:Cover:Worker:Xw-u1  -1 COV-2021-06

2021-07-01 balance Equity:Cover:Issued:2021-06  1 COV-2021-06
2021-07-01 balance Equity:Cover:Worker:Xw-u1  -1 COV-2021-06
`);
});

test('CSV: a row a line, quoted where it must be', async () => {
  const quoted = { ...credit, memo: 'kredit "a", b' };
  expect(await written(csvJournal, [quoted, cancelled])).toBe(
    [
      'date,stream,revision,event,reference,corrects,memo,account,commodity,amount',
      '2021-05-03,sedekah.credit-kas.FT1,0,CreditRecorded,CreditRecorded/kas.FT1,,"kredit ""a"", b",assets:bank:kas,IDR,840000',
      '2021-05-03,sedekah.credit-kas.FT1,0,CreditRecorded,CreditRecorded/kas.FT1,,"kredit ""a"", b",liabilities:unassigned:kas,IDR,-840000',
      '2021-06-02,sedekah.sponsor-regent,12,CoverCancelled,CoverCancelled/SG01.2021-06.1/regent,AllocationsSettled/SG01.2021-06.1/regent,perlindungan 2021-06 dicabut / cover cancelled,cover:issued:2021-06,COV:2021-06,1',
      '2021-06-02,sedekah.sponsor-regent,12,CoverCancelled,CoverCancelled/SG01.2021-06.1/regent,AllocationsSettled/SG01.2021-06.1/regent,perlindungan 2021-06 dicabut / cover cancelled,cover:worker:w_1,COV:2021-06,-1',
      '',
    ].join('\r\n'),
  );
});

test('no two accounts share a name in beancount', () => {
  const ids = [
    'kas',
    'Kas',
    'Xkas',
    'XXkas',
    'a.b',
    'a-b',
    'a_b',
    'a-pb',
    'a--b',
    'a-.b',
    'a.-b',
    '-pb',
    '.b',
    '2021-05',
  ];
  const names = ids.map((id) => beancountAccount(`liabilities:sponsor:${id}:available:bank:kas`));
  expect(new Set(names).size).toBe(ids.length);
  for (const name of names) expect(name).toMatch(/^Liabilities(:[A-Z0-9][A-Za-z0-9-]*)+$/);
});

test('a text with line breaks or comment signs stays one description', async () => {
  const journal = await written(hledgerJournal, [{ ...credit, memo: 'a\n2021-01-01 b ; c | d' }]);
  expect(journal).toContain('\n2021-05-03 * a 2021-01-01 b   c   d\n');
});

test('entries out of the order of their days are a bug of the caller', async () => {
  await expect(written(hledgerJournal, [cancelled, credit])).rejects.toThrow('2021-05-03 after 2021-06-02');
});

test('an empty journal is a header', async () => {
  expect(await written(beancountJournal, [])).toContain('operating_currency');
  expect(await written(csvJournal, [])).toMatch(/^date,[a-z,]+\r\n$/);
});

/** Settings of a small scheme: three tiers, one account, one group. */
export const MAMASA = {
  name: 'Pola sedekah Kabupaten Mamasa',
  timeZone: 'Asia/Makassar',
  tiers: [
    { rank: 3, title: 'Bupati', quota: 50 },
    { rank: 2, title: 'Wakil Bupati', quota: 30 },
    { rank: 1, title: 'Kepala Dinas', quota: 10 },
  ],
  accounts: [
    {
      accountId: 'bpd-1',
      bank: 'Bank Sulselbar',
      number: '030-202-000001234-5',
      holder: 'Bendahara Pola Sedekah Kabupaten Mamasa',
      creditKey: 'reference',
    },
  ],
  groups: [{ group: 'mamasa-rentan', kind: 'SC', name: 'Pekerja rentan Kabupaten Mamasa' }],
};

export const REGENT = {
  kind: 'office',
  name: 'Bupati Mamasa',
  tier: 'Bupati',
  fundingSource: 'private',
  regionCode: '76.03',
};

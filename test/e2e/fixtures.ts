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

export const ANI = {
  nik: '7603014101800000',
  name: 'Ani Lestari',
  birthDate: '1980-01-01',
  sex: 'female',
  address: 'Jl. Poros Mambi 7',
  phone: '0812-0000-0000',
  regionCode: '76.03.01',
  occupation: 'pedagang-pasar',
};

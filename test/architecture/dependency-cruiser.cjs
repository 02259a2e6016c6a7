// Who may import whom. `npm run layers` runs it; architecture.spec.ts plants violations and sees it bite.
const own = '^(apps|libs)/';

module.exports = {
  forbidden: [
    {
      name: 'ledger-is-pure',
      comment: 'The business imports nothing of ours and one package: decimal.js. No Nest, no I/O, no clock.',
      severity: 'error',
      from: { path: '^libs/ledger/', pathNot: '\\.spec\\.ts$|/ledger/src/specification\\.ts$' },
      to: { pathNot: '^libs/ledger/|node_modules/decimal\\.js/' },
    },
    {
      name: 'ledger-specs-test-with-fast-check-only',
      severity: 'error',
      from: { path: '^libs/ledger/' },
      to: { pathNot: '^libs/ledger/|node_modules/(decimal\\.js|fast-check)/' },
    },
    {
      name: 'event-store-knows-nothing-of-pledges',
      severity: 'error',
      from: { path: '^libs/event-store/', pathNot: '\\.spec\\.ts$' },
      to: { path: own, pathNot: '^libs/event-store/' },
    },
    {
      name: 'the-client-is-guarded-in-one-place',
      comment: 'Its defects are guarded in the adapter’s folder; anybody else would meet them unguarded.',
      severity: 'error',
      from: { path: own, pathNot: '^libs/event-store/src/eventstoredb/' },
      to: { path: 'node_modules/@eventstore/' },
    },
    {
      name: 'key-store-stands-alone',
      severity: 'error',
      from: { path: '^libs/key-store/' },
      to: { path: own, pathNot: '^libs/key-store/' },
    },
    {
      name: 'proof-stands-alone',
      comment: 'An outsider runs it as one file on plain Node: it imports nothing of ours and no package.',
      severity: 'error',
      from: { path: '^libs/proof/', pathNot: '\\.spec\\.ts$|/build-verifier\\.cjs$' },
      to: { pathNot: '^libs/proof/|^node:|^(crypto|fs|fs/promises|path|worker_threads|url)$' },
    },
    {
      name: 'read-model-knows-the-ledger-only',
      severity: 'error',
      from: { path: '^libs/read-model/', pathNot: '\\.spec\\.ts$' },
      to: { path: own, pathNot: '^libs/(read-model|ledger)/' },
    },
    {
      name: 'libraries-never-import-applications',
      severity: 'error',
      from: { path: '^libs/' },
      to: { path: '^apps/' },
    },
    {
      name: 'applications-never-import-each-other',
      severity: 'error',
      from: { path: '^apps/([^/]+)/' },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'libraries-are-entered-by-their-index',
      comment: 'Another library or an application uses what a library exports, not its files.',
      severity: 'error',
      from: { path: '^(apps|libs)/([^/]+)/' },
      to: { path: '^libs/[^/]+/src/', pathNot: '^$1/$2/|^libs/[^/]+/src/index\\.ts$' },
    },
    {
      name: 'nothing-rests-on-the-benches',
      severity: 'error',
      from: { path: own },
      to: { path: '^bench/' },
    },
    {
      name: 'benches-measure-from-outside',
      comment:
        'What is measured is what a user runs: the applications as programs, the libraries by their index. ' +
        'The raw server is the limit: it validates the bodies that the application does.',
      severity: 'error',
      from: { path: '^bench/', pathNot: '\\.spec\\.ts$|^bench/load/raw-server\\.ts$' },
      to: { path: '^(apps/|libs/[^/]+/src/(?!index\\.ts$))' },
    },
    {
      name: 'what-serves-specs-serves-nothing-else',
      severity: 'error',
      from: { path: own, pathNot: '\\.spec\\.ts$|/testing/|/specification\\.ts$|\\.fixtures\\.ts$|\\.examples\\.ts$' },
      to: { path: '/testing/|/specification\\.ts$|\\.fixtures\\.ts$|\\.examples\\.ts$' },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'everything-resolves',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'code-uses-no-development-package',
      severity: 'error',
      from: {
        path: own,
        pathNot:
          '/build-verifier\\.cjs$|\\.spec\\.ts$|/specification\\.ts$|\\.fixtures\\.ts$|\\.examples\\.ts$|/testing/',
      },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg'], dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^dist/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};

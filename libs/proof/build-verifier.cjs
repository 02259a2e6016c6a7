// Writes the verifier as ONE file that runs on plain Node 20 without packages: `node libs/proof/build-verifier.cjs <file>`.
// Each module of libs/proof that the verifier uses becomes a function in that file, its comments and all, so that an
// auditor's programmer can read what is run. Nothing of the machine or the day enters it: the same source, the same bytes.
const { mkdirSync, readFileSync, renameSync, writeFileSync } = require('node:fs');
const { dirname, join, posix, resolve } = require('node:path');
const ts = require('typescript');

const SOURCE = join(__dirname, 'src');
const ENTRY = 'verifier/main';
const COMPILER_OPTIONS = {
  module: ts.ModuleKind.CommonJS,
  target: ts.ScriptTarget.ES2022,
  esModuleInterop: true,
  // A namespace import of a module that is there stays what it is.
  verbatimModuleSyntax: false,
};

const modules = new Map();

function take(name) {
  if (modules.has(name)) return;
  modules.set(name, '');
  const source = readFileSync(join(SOURCE, `${name}.ts`), 'utf8');
  const { outputText } = ts.transpileModule(source, { compilerOptions: COMPILER_OPTIONS, fileName: `${name}.ts` });
  const text = outputText.replace(/\brequire\("(\.{1,2}\/[^"]+)"\)/g, (_, path) => {
    const other = posix.join(posix.dirname(name), path);
    take(other);
    return `load(${JSON.stringify(other)})`;
  });
  modules.set(name, text.trimEnd());
}

take(ENTRY);
const body = [...modules]
  .map(([name, text]) => `modules[${JSON.stringify(name)}] = function (exports, load) {\n${text}\n};`)
  .join('\n\n');
const file = `#!/usr/bin/env node
// Pemeriksa bundel dan bukti buku besar sedekah. Satu berkas, tanpa paket lain, tanpa jaringan, Node 20 ke atas.
// Verifier of bundles and proofs of a sedekah ledger. One file, no packages, no network, Node 20 or later.
//   node verify.js <bundle>            node verify.js <proof.json>            node verify.js   (help)
// How to check by hand what this program checks: docs/PROOF.md of the ledger's program.
'use strict';
const modules = {};
const loaded = {};
function load(name) {
  if (loaded[name] === undefined) {
    loaded[name] = {};
    modules[name](loaded[name], load);
  }
  return loaded[name];
}

${body}

process.exitCode = load(${JSON.stringify(ENTRY)}).main(process.argv.slice(2));
`;

const target = resolve(process.argv[2] ?? 'dist/verify.js');
mkdirSync(dirname(target), { recursive: true });
// Several tests may build it at the same time: each reader finds a whole file.
writeFileSync(`${target}.${process.pid}`, file, { mode: 0o644 });
renameSync(`${target}.${process.pid}`, target);

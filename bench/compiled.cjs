// Like test/typescript.cjs, but our libraries are what `npm run build` made of them: what a user runs is what is measured.
require('../test/typescript.cjs');
const { existsSync } = require('node:fs');
const Module = require('node:module');
const { join, resolve } = require('node:path');

const built = resolve(__dirname, '..', 'dist', 'libs');
if (!existsSync(built)) throw new Error('there is no dist: run `npm run build` first');

const resolveFilename = Module._resolveFilename;
Module._resolveFilename = function resolveBuilt(request, ...rest) {
  const library = /^@sedekah\/([a-z-]+)$/.exec(request);
  return resolveFilename.call(this, library ? join(built, library[1], 'src', 'index.js') : request, ...rest);
};

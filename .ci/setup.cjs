// What `npm start`, `npm test` and `npm run demo` need before they can run, on a machine that has only npm:
// the packages (when they are missing or older than the lock file) and, with --build, the compiled program.
// Runs on the machine's own Node, so it uses nothing newer than Node 18.
const { execFileSync } = require('node:child_process');
const { existsSync, readdirSync, statSync, writeFileSync } = require('node:fs');
const { join, resolve } = require('node:path');

const root = resolve(__dirname, '..');
const changedAt = (path) => (existsSync(path) ? statSync(path).mtimeMs : 0);

function newestBelow(folder) {
  return readdirSync(folder, { withFileTypes: true }).reduce((newest, entry) => {
    const path = join(folder, entry.name);
    return Math.max(newest, entry.isDirectory() ? newestBelow(path) : changedAt(path));
  }, 0);
}

function npm(...args) {
  console.error(`> npm ${args.join(' ')}`);
  execFileSync('npm', args, { cwd: root, stdio: ['ignore', 2, 2], shell: process.platform === 'win32' });
}

const installed = join(root, 'node_modules', '.installed');
if (changedAt(installed) < changedAt(join(root, 'package-lock.json'))) {
  // No install scripts: npm would compile better-sqlite3, whose binary is in its package, and a bare machine has no
  // compiler. Only `node` needs its own, which fetches the Node of this machine's kind.
  npm('ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error');
  npm('rebuild', 'node', '--loglevel=error');
  writeFileSync(installed, '');
}
const built = join(root, 'dist', '.built');
const sources = Math.max(newestBelow(join(root, 'apps')), newestBelow(join(root, 'libs')), changedAt(join(root, 'tsconfig.json')));
if (process.argv.includes('--build') && changedAt(built) < sources) {
  npm('run', '-s', 'build');
  writeFileSync(built, '');
}

/** Must stay the first import of `main.ts`: an older Node ends in a segmentation fault inside SQLite's binding. */
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

if (major < 24 || (major === 24 && minor < 15)) {
  process.stderr.write(
    `Buku besar ini perlu Node 24.15 atau lebih baru; yang berjalan ${process.versions.node}. Jalankan dengan \`npm start\`.\n` +
      `This ledger needs Node 24.15 or later; this is ${process.versions.node}. Run it with \`npm start\`.\n`,
  );
  process.exit(1);
}

export {};

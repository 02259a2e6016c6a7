import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

/** Files of a server that speaks TLS. */
export interface Certificates {
  /** Folder that holds the authority's certificate and nothing else. */
  readonly authorities: string;
  readonly authority: string;
  readonly certificate: string;
  readonly key: string;
}

/** Makes an authority and a node's certificate for 127.0.0.1, as EventStoreDB wants it, with openssl. */
export function makeCertificates(folder: string): Certificates {
  const authorities = join(folder, 'authorities');
  mkdirSync(authorities, { recursive: true });
  const authority = join(authorities, 'ca.crt');
  const authorityKey = join(folder, 'ca.key');
  const key = join(folder, 'node.key');
  const request = join(folder, 'node.csr');
  const certificate = join(folder, 'node.crt');
  const openssl = (...args: string[]) => execFileSync('openssl', args, { stdio: 'ignore' });
  openssl(
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-days',
    '2',
    '-subj',
    '/CN=Test Authority',
    '-keyout',
    authorityKey,
    '-out',
    authority,
  );
  openssl(
    'req',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-subj',
    '/CN=eventstoredb-node',
    '-addext',
    'subjectAltName=IP:127.0.0.1,DNS:localhost',
    // Nodes of a cluster show it to each other, as servers and as clients; without these they take each other for anybody.
    '-addext',
    'extendedKeyUsage=serverAuth,clientAuth',
    '-addext',
    'keyUsage=digitalSignature,keyEncipherment',
    '-keyout',
    key,
    '-out',
    request,
  );
  openssl(
    'x509',
    '-req',
    '-in',
    request,
    '-days',
    '2',
    '-CA',
    authority,
    '-CAkey',
    authorityKey,
    '-CAcreateserial',
    '-copy_extensions',
    'copy',
    '-out',
    certificate,
  );
  return { authorities, authority, certificate, key };
}

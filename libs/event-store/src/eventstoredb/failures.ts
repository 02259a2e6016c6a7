import { AppendTooLarge, PositionUnknown, StoreUnavailable } from '../errors';

/** An answer that did not come in time. */
export class TimedOut extends Error {
  override readonly name = 'TimedOut';
}

/**
 * What a failed call means:
 * - conflict: the stream is elsewhere;
 * - missing: no such stream;
 * - refused: it will fail again; `error` says what to do;
 * - not-sent: the server never saw it, worth another try; `certificate`: only if someone changes a setting;
 * - unknown: it may have been taken, worth another try.
 */
export type Verdict =
  | { readonly kind: 'conflict'; readonly actual: bigint | 'no-stream' }
  | { readonly kind: 'missing' }
  | { readonly kind: 'refused'; readonly error: Error }
  | { readonly kind: 'not-sent' | 'certificate' | 'unknown'; readonly reason: string };

const DELETED =
  'Aliran pada buku besar telah dihapus di server, di luar program ini; periksa siapa yang menghapus. / ' +
  'A stream of the ledger was deleted on the server, outside this program; find out who did it.';

/** Status codes of gRPC that matter here. */
const INVALID_ARGUMENT = 3;
const PERMISSION_DENIED = 7;
const UNAUTHENTICATED = 16;

/**
 * Classifies whatever the client rejects with: its own classes (told apart by `type`), raw gRPC errors (by `code`) and
 * plain errors of its discovery (by message). What nobody has seen yet counts as unknown, the careful reading.
 */
export function verdictOn(failure: unknown, hosts: string): Verdict {
  if (failure instanceof StoreUnavailable || failure instanceof PositionUnknown)
    return { kind: 'refused', error: failure };
  if (failure instanceof TimedOut) return { kind: 'unknown', reason: failure.message };
  const { type, code, actualVersion, message = String(failure) } = failure as Partial<ClientError>;
  const reason = [type, message].filter(Boolean).join(': ');
  switch (type) {
    case 'wrong-expected-version':
      return { kind: 'conflict', actual: typeof actualVersion === 'bigint' ? actualVersion : 'no-stream' };
    case 'stream-not-found':
      return { kind: 'missing' };
    case 'stream-deleted':
      return { kind: 'refused', error: new StoreUnavailable(DELETED) };
    case 'maximum-append-size-exceeded':
      return { kind: 'refused', error: new AppendTooLarge(`the server at ${hosts} takes smaller appends only`) };
    case 'access-denied':
      return accessDenied(hosts);
    default:
  }
  if (code === UNAUTHENTICATED || code === PERMISSION_DENIED) return accessDenied(hosts);
  if (code === INVALID_ARGUMENT)
    return { kind: 'refused', error: new Error(`the server refused a request: ${reason}`) };
  if (/InvalidPosition/i.test(message)) return { kind: 'refused', error: new PositionUnknown() };
  if (/certificate|self.signed|CERT_|wrong version number|SSL routines/i.test(message)) {
    return { kind: 'certificate', reason };
  }
  if (
    /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|Name resolution failed|Failed to discover/.test(message)
  ) {
    return { kind: 'not-sent', reason };
  }
  return { kind: 'unknown', reason };
}

/** Whether a subscription should try again. A wrong certificate passes too: nodes are renewed one after another. */
export function isPassing({ kind }: Verdict): boolean {
  return kind === 'not-sent' || kind === 'certificate' || kind === 'unknown';
}

/** The client gives up on its channel for good after this. */
export function isDiscoveryFailure(failure: unknown): boolean {
  return failure instanceof Error && failure.message.startsWith('Failed to discover');
}

/** The server failed inside: in passing after a restart, for good when asked for a place that is no record. */
export function isHandlerFailure(failure: unknown): boolean {
  return failure instanceof Error && failure.message.includes('Exception was thrown by handler');
}

/** What to say when a verdict is final. */
export function unavailable(
  verdict: { readonly kind: string; readonly reason: string },
  hosts: string,
): StoreUnavailable {
  if (verdict.kind === 'certificate') {
    return new StoreUnavailable(
      `Sertifikat EventStoreDB di ${hosts} tidak dipercaya; periksa tls dan tlsCAFile di EVENTSTOREDB_URL (${verdict.reason}). / ` +
        `The certificate of EventStoreDB at ${hosts} is not trusted; check tls and tlsCAFile in EVENTSTOREDB_URL.`,
    );
  }
  return new StoreUnavailable(
    `EventStoreDB di ${hosts} tidak dapat dihubungi; periksa apakah server berjalan, alamat, port dan tls di ` +
      `EVENTSTOREDB_URL (${verdict.reason}). / EventStoreDB at ${hosts} cannot be reached; check that the server runs ` +
      'and the address, port and tls in EVENTSTOREDB_URL.',
    true,
  );
}

interface ClientError {
  readonly type: string;
  readonly code: number;
  readonly message: string;
  readonly actualVersion: unknown;
}

/** The server does not know the user, or not yet: a new one makes its users a moment after it answers. */
export class AccessDenied extends StoreUnavailable {}

function accessDenied(hosts: string): Verdict {
  const error = new AccessDenied(
    `EventStoreDB di ${hosts} menolak akses; periksa nama pengguna dan kata sandi di EVENTSTOREDB_URL, dan hak baca ` +
      `$all. / EventStoreDB at ${hosts} denies access; check user and password in EVENTSTOREDB_URL, and the right to ` +
      'read $all.',
  );
  return { kind: 'refused', error };
}

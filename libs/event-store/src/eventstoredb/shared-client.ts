import { guardClient } from './guards';

/** What is needed of a client to share and replace it. */
interface Disposable {
  dispose(): Promise<void>;
}

/** Disposing waits for calls that may never end. */
const DISPOSE_MS = 2_000;

/**
 * One client per connection string and process: clients share a table of pending appends, where the failure of one
 * rejects the appends of the other. Replaced when it has given up on its channel for good.
 */
export class SharedClients<Client extends Disposable> {
  private readonly clients = new Map<string, { client: Client; users: number }>();

  constructor(private readonly connect: (connectionString: string) => Client) {}

  acquire(connectionString: string): SharedClient<Client> {
    const shared = this.clients.get(connectionString) ?? { client: this.make(connectionString), users: 0 };
    this.clients.set(connectionString, shared);
    shared.users++;
    return {
      get client() {
        return shared.client;
      },
      replace: (failed) => {
        if (shared.client !== failed) return;
        shared.client = this.make(connectionString);
        void dispose(failed);
      },
      release: async () => {
        shared.users--;
        if (shared.users > 0) return;
        this.clients.delete(connectionString);
        await dispose(shared.client);
      },
    };
  }

  private make(connectionString: string): Client {
    return guardClient(this.connect(connectionString));
  }
}

export interface SharedClient<Client> {
  readonly client: Client;
  /** Makes a new one, unless someone has already replaced `failed`. */
  readonly replace: (failed: Client) => void;
  readonly release: () => Promise<void>;
}

async function dispose(client: Disposable): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, DISPOSE_MS);
  });
  // A client that cannot be disposed of is left to the garbage collector.
  await Promise.race([client.dispose().catch(() => undefined), patience]);
  clearTimeout(timer);
}

/**
 * Streams worked on at once. The embedded store writes what comes together with one fsync, so that many at once cost
 * little more than one; towards EventStoreDB the adapter lets fewer calls through at a time.
 */
const AT_ONCE = 256;

/** Does `work` for every item, a bounded number at a time; the first failure stops the rest and is thrown. */
export async function inTurn<Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> {
  const rest = items.values();
  let failed = false;
  const worker = async () => {
    for (const item of rest) {
      if (failed) return;
      try {
        await work(item);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  const results = await Promise.allSettled(Array.from({ length: Math.min(AT_ONCE, items.length) }, worker));
  const failure = results.find((result) => result.status === 'rejected');
  if (failure) throw failure.reason;
}

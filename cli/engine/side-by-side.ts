/**
 * Does the same to several things at once, so many at a time as are told, and gives the results in the order of the things.
 * The first failure is thrown once nothing is under way any more.
 */
export async function sideBySide<Item, Result>(
  items: readonly Item[],
  atOnce: number,
  work: (item: Item) => Promise<Result>,
): Promise<readonly Result[]> {
  const results = new Map<number, Result>();
  const queue = [...items.entries()];
  const worker = async (): Promise<void> => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const [index, item] = next;
      results.set(index, await work(item));
    }
  };
  const ended = await Promise.allSettled(Array.from({ length: Math.max(1, atOnce) }, worker));
  for (const each of ended) if (each.status === "rejected") throw each.reason;
  return [...results].sort(([a], [b]) => a - b).map(([, result]) => result);
}

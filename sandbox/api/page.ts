/** A part of a listing, as the newer APIs ask for it. */
export interface Page<T> {
  /** What stands on it. */
  readonly items: readonly T[];
  /** Everything that was found. */
  readonly total: number;
}

/**
 * The part of a listing that `page[offset]` and `page[limit]` ask for; text says why there is none.
 *
 * Source: https://docs.datadoghq.com/api/latest/downtimes/#get-all-downtimes (30 a page)
 */
export function pageOf<T>(all: readonly T[], { searchParams }: URL): Page<T> | string {
  const [offset, limit] = [searchParams.get("page[offset]") ?? "0", searchParams.get("page[limit]") ?? "30"];
  if (![offset, limit].every((each) => /^\d{1,9}$/.test(each)))
    return "page[offset] and page[limit] must be whole numbers";
  return { items: all.slice(Number(offset), Number(offset) + Number(limit)), total: all.length };
}

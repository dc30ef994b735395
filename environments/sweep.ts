import { writtenDuration } from "../model/quantity";
import { cloneFileOf } from "./clone/existing";

/** What a deployed stack says of how long it lives. */
export interface Lifetime {
  /** The environment of which it was cloned; null for one that was written by hand. */
  readonly clonedFrom: string | null;
  /** The instant after which it goes; null for one that stays. */
  readonly expires: string | null;
  /** Whether nothing may remove it. */
  readonly protected: boolean;
}

/** An environment that a checkout or a backend knows. */
export interface KnownEnvironment {
  /** Its name. */
  readonly name: string;
  /** What its stacks export; a stack that was cut off while it was made exports nothing. */
  readonly exported: readonly Lifetime[];
  /** Whether an alert that is deployed wakes people; null where no plan can be read. */
  readonly pages: boolean | null;
  /** Its file; null where the checkout has none. */
  readonly file: string | null;
  /** Resources of its stacks, at providers. */
  readonly resources: number;
}

/** Whether an environment is to be removed, and why. */
export interface Verdict {
  /** The environment. */
  readonly environment: KnownEnvironment;
  /** Of which it was cloned; null for one that is no clone. */
  readonly clonedFrom: string | null;
  /** When it ends; null for one that stays. */
  readonly expires: string | null;
  /** True for one that is over, and that nothing protects. */
  readonly isDue: boolean;
  /** Why, in words that follow its name. */
  readonly because: string;
}

/**
 * What of each clone becomes of it. What it exports and what its file says must both let it go: an end may have been put
 * off in one of them. Environments that were not cloned are not mentioned, for they are never removed.
 *
 * @param now - an instant
 */
export function sweepOf(environments: readonly KnownEnvironment[], now: string): readonly Verdict[] {
  return environments.flatMap((environment): readonly Verdict[] => {
    const own = ownSaying(environment);
    const sayings = [...environment.exported, ...(own === null ? [] : [own])];
    const clonedFrom = sayings.find((each) => each.clonedFrom !== null)?.clonedFrom ?? null;
    if (clonedFrom === null) return [];
    const ends = sayings.map(({ expires }) => expires);
    const expires = ends.includes(null) ? null : ([...ends].sort(byTime).at(-1) ?? null);
    const kept = whyKept(environment, sayings, { expires, now, own });
    const because = kept ?? `it ended ${expires ?? ""}, ${agoOf(expires ?? now, now)} ago`;
    return [{ environment, clonedFrom, expires, isDue: kept === null, because }];
  });
}

/** What its file says; null without one. */
function ownSaying({ file, name }: KnownEnvironment): Lifetime | null {
  if (file === null) return null;
  const { pages, protected: kept, ...rest } = cloneFileOf({ file: `Pulumi.${name}.yaml`, text: file });
  return { ...rest, protected: kept || pages };
}

interface Ends {
  /** The later of all ends; null where one of them is none. */
  readonly expires: string | null;
  /** The instant that it is. */
  readonly now: string;
  /** What the file says; null without one. */
  readonly own: Lifetime | null;
}

function whyKept(
  { pages }: KnownEnvironment,
  sayings: readonly Lifetime[],
  { expires, now, own }: Ends,
): string | null {
  if (sayings.some((each) => each.protected)) return "it is protected";
  if (pages === true) return "it wakes people";
  if (sayings.some(({ clonedFrom }) => clonedFrom === null))
    return "what is deployed and its file do not both say that it is a clone";
  if (expires === null) return "it has no end";
  if (byTime(expires, now) < 0) return null;
  const sooner = own?.expires ?? expires;
  const carry = byTime(sooner, expires) < 0 ? `; its file says ${sooner}: belfry up carries that` : "";
  return `it lives until ${expires}${carry}`;
}

const byTime = (one: string | null, other: string | null): number =>
  Date.parse(one ?? "") - Date.parse(other ?? "");

/** How long ago, in whole days, else hours, else minutes. */
function agoOf(then: string, now: string): string {
  const seconds = (Date.parse(now) - Date.parse(then)) / 1000;
  const unit = [86_400, 3600, 60].find((each) => seconds >= each) ?? 60;
  return writtenDuration(Math.floor(seconds / unit) * unit);
}

import type { Problem } from "../../model/problem";
import type { StateIndex } from "../../preview/deployed/state";
import { RefusedError } from "../../preview/history/pull/client";
import type { SeenAccount, SeenDowntime } from "./account";
import type { AccountLook } from "./look";
import { names, needsJudgement } from "./muted";
import { objectiveType, ownDowntimes, ownMonitors, testType } from "./own";

/** What an account told, and what it did not. */
export interface Seen {
  /** What it told; empty where it did not answer. */
  readonly account: SeenAccount;
  /** Monitors and downtimes that were looked at; null where they could not be. */
  readonly looked: { readonly monitors: number | null; readonly downtimes: number | null };
  /** What it did not answer, so that nothing can be said of it. */
  readonly problems: readonly Problem[];
}

/** What is looked for in an account. */
export interface Wanted {
  /** The environment whose tags monitors carry. */
  readonly environment: string;
  /** The state of the stacks that are looked at. */
  readonly state: StateIndex;
  /** The state of all its stacks. */
  readonly known: StateIndex;
  /** Ids of the monitors and tests that a refresh found gone. */
  readonly gone: ReadonlySet<string>;
  /** What the account is called. */
  readonly place: string;
}

/** Asks an account for what no state knows of; each question that it does not answer is a problem. */
export async function seenIn(look: AccountLook, wanted: Wanted): Promise<Seen> {
  const problems: Problem[] = [];
  const asked = async <T>(what: string, ask: () => Promise<T>): Promise<T | null> => {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof RefusedError)) throw error;
      problems.push(unread(wanted.place, what, error));
      return null;
    }
  };
  const monitors = await asked("its monitors", () => look.monitors(wanted.environment));
  const has = (type: string): boolean => [...wanted.state.values()].some((each) => each.type === type);
  // What the environment never had, nobody can have copied.
  const objectives = has(objectiveType)
    ? await asked("its objectives", () => look.objectives(wanted.environment))
    : [];
  const tests = has(testType) ? await asked("its synthetic tests", () => look.tests()) : [];
  const downtimes = await asked("its downtimes", () => look.downtimes());
  const matches = await asked("which downtimes mute a monitor", () => judged(look, downtimes ?? [], wanted));
  if (monitors !== null && isAnother(new Set(monitors.map(({ id }) => id)), wanted))
    problems.push(another(wanted));
  return {
    account: {
      monitors: monitors ?? [],
      others: [...(objectives ?? []), ...(tests ?? [])],
      downtimes: downtimes ?? [],
      matches: matches ?? new Map(),
    },
    looked: { monitors: monitors?.length ?? null, downtimes: downtimes?.length ?? null },
    problems,
  };
}

/** Requests under way at once. */
const together = 4;

/** Datadog's own judgement of each monitor that a downtime with a scope names. */
async function judged(
  look: AccountLook,
  downtimes: readonly SeenDowntime[],
  { gone, known, state }: Wanted,
): Promise<SeenAccount["matches"]> {
  const ours = ownDowntimes(known);
  const scoped = downtimes.filter((each) => !ours.has(each.id) && needsJudgement(each));
  const open = ownMonitors(state).filter(
    (monitor) => !gone.has(monitor.resource) && scoped.some((each) => names(each, monitor)),
  );
  const found = new Map<string, readonly string[]>();
  for (let at = 0; at < open.length; at += together) {
    const part = open.slice(at, at + together);
    const answers = await Promise.allSettled(part.map(({ id }) => look.muting(id)));
    // All have answered before one of them is told, so that no question outlives the look.
    for (const [index, answer] of answers.entries()) {
      if (answer.status === "rejected") throw answer.reason;
      found.set(part[index]?.id ?? "", answer.value);
    }
  }
  return found;
}

/** An account that holds not one monitor of the stack is another's, and would look as if nothing had happened. */
function isAnother(listed: ReadonlySet<string>, { gone, state }: Wanted): boolean {
  const left = ownMonitors(state).filter(({ resource }) => !gone.has(resource));
  return left.length > 0 && !left.some(({ id }) => listed.has(id));
}

const unread = (place: string, what: string, { message, status }: RefusedError): Problem => ({
  code: "drift/unread",
  path: place,
  value: status === null ? null : String(status),
  rule: `it did not tell ${what}: ${message.slice(0, 300)}.`.replace(/\.\.$/, "."),
  remedy:
    status === 403
      ? "Give the application key the scopes monitors_read, monitors_downtime, slos_read and synthetics_read, and ask again."
      : "Mend that, and ask again.",
});

const another = ({ environment, place }: Wanted): Problem => ({
  code: "drift/account",
  path: place,
  value: null,
  rule: `it holds not one monitor that ${environment} deployed.`,
  remedy: "Set DD_API_KEY, DD_APP_KEY and DD_SITE to those of the account in which it is deployed.",
});

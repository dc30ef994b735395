import type { Problem } from "../../model/problem";
import { mapStrings } from "../../plan/settings";
import type { Plan } from "../../plan/types";
import { classesByWeight } from "../../preview/change";
import { hideSecrets, hideTexts, settingTexts } from "../../preview/secrets";
import { many } from "../../preview/sentence";
import type { DriftFinding, DriftKind } from "./finding";

/** How much was looked at; null where it could not be. */
export interface Looked {
  /** Resources of the state that were read at their providers. */
  readonly resources: number | null;
  /** Monitors that say that they are the environment's. */
  readonly monitors: number | null;
  /** Downtimes of the account. */
  readonly downtimes: number | null;
}

/** What was changed by hand in an environment. */
export interface Drift {
  /** Version of this form. */
  readonly schemaVersion: 1;
  /** The environment. */
  readonly stack: string;
  /** All of it in a sentence. */
  readonly sentence: string;
  /** How much was looked at. */
  readonly looked: Looked;
  /** What was changed by hand, weightiest first within each kind. */
  readonly findings: readonly DriftFinding[];
  /** What could not be looked at, so that nothing is said of it. */
  readonly problems: readonly Problem[];
}

/** What a report of drift is made of. */
export interface DriftInputs extends Pick<Drift, "stack" | "looked" | "findings" | "problems"> {
  /** The deployed plan. */
  readonly plan: Plan;
  /** True where the settings hold a secret, so that no value of one may be shown. */
  readonly hideSettings: boolean;
}

/** Kinds in the order in which they are told, each with the words that count it. */
export const driftKinds: Readonly<Record<DriftKind, string>> = {
  edited: "edited",
  deleted: "deleted",
  muted: "muted",
  added: "added",
};

/** Everything that was changed by hand, without secrets. */
export function driftOf({ findings, hideSettings, looked, plan, problems, stack }: DriftInputs): Drift {
  const kinds = Object.keys(driftKinds);
  const sorted = [...findings].sort(
    (one, other) => kinds.indexOf(one.kind) - kinds.indexOf(other.kind) || weightOf(one) - weightOf(other),
  );
  const drift: Drift = {
    schemaVersion: 1,
    stack,
    sentence: sentenceOf({ stack, looked, findings, problems }),
    looked,
    findings: sorted,
    problems,
  };
  const safe = mapStrings(drift, hideSecrets);
  return hideSettings ? hideTexts(safe, settingTexts([plan])) : safe;
}

const weightOf = ({ classes }: DriftFinding): number => classesByWeight.indexOf(classes[0]);

function sentenceOf({
  findings,
  looked,
  problems,
  stack,
}: Pick<Drift, "findings" | "looked" | "problems" | "stack">): string {
  const unread =
    problems.length === 0
      ? ""
      : ` ${many(problems.length, "part")} could not be looked at, so no more can be said.`;
  if (findings.length === 0)
    return problems.length === 0
      ? `${stack}: nothing was changed by hand. ${lookedText(looked)}`
      : `${stack}: nothing was found changed by hand in what could be looked at.${unread}`;
  const counts = Object.entries(driftKinds).flatMap(([kind, word]) => {
    const count = findings.filter((each) => each.kind === kind).length;
    return count === 0 ? [] : [`${count} ${word}`];
  });
  const lost = new Set(
    findings
      .filter(({ classes }) => classes.includes("stopped-paging"))
      .flatMap(({ affected }) => affected.filter(({ pages }) => pages).map(({ id }) => id)),
  ).size;
  const pages =
    lost === 0
      ? ""
      : `; ${many(lost, "alert")} that ${lost === 1 ? "wakes" : "wake"} people no longer ${lost === 1 ? "does" : "do"}`;
  return `${stack}: ${many(findings.length, "change")} by hand: ${counts.join(", ")}${pages}.${unread}`;
}

/** How much was looked at, in a sentence. */
function lookedText({ downtimes, monitors, resources }: Looked): string {
  const parts = [
    [resources, "resource"],
    [monitors, "monitor"],
    [downtimes, "downtime"],
  ] as const;
  const told = parts.flatMap(([count, noun]) => (count === null ? [] : [many(count, noun)]));
  return `Looked at: ${told.join(", ")}.`;
}

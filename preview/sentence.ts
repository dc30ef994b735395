import type { ChangeClass } from "./change";
import { pastGates } from "./gates";
import type { PreviewChange, StackBacktest } from "./schema";

/** What is said of each class after a number. */
const said: Readonly<Record<Exclude<ChangeClass, "text-only">, readonly [one: string, many: string]>> = {
  removed: ["removed", "removed"],
  added: ["added", "added"],
  "stopped-paging": ["no longer pages", "no longer page"],
  silenced: ["silenced", "silenced"],
  "coverage-lost": ["loses coverage", "lose coverage"],
  loosened: ["loosened", "loosened"],
  "now-pages": ["now pages", "now page"],
  tightened: ["tightened", "tightened"],
  "coverage-gained": ["gains coverage", "gain coverage"],
  scope: ["measures or protects something else", "measure or protect something else"],
  "no-data-rule": ["takes missing data otherwise", "take missing data otherwise"],
  route: ["reaches others", "reach others"],
  severity: ["ranked otherwise", "ranked otherwise"],
  window: ["looks at another time", "look at another time"],
  schedule: ["comes at other times", "come at other times"],
  retention: ["kept for another time", "kept for another time"],
  capacity: ["has other room", "have other room"],
  provider: ["changes beneath the plan", "change beneath the plan"],
  renamed: ["renamed", "renamed"],
};

/** What a sentence counts. */
interface Counted {
  /** Environment that it speaks of. */
  readonly stack: string;
  /** Its changes. */
  readonly changes: readonly Pick<PreviewChange, "alerts" | "classes" | "held" | "waivedBy">[];
  /** Its problems. */
  readonly problems: readonly { readonly code: string; readonly waived: boolean }[];
  /** What its past says; null without one. */
  readonly backtest: Pick<StackBacktest, "ledger" | "made" | "pagesPerWeek" | "teams"> | null;
}

/**
 * One sentence on which a reviewer can act: how many guardrails change in which way, each counted once, what they would
 * have done in the past, and what is held.
 */
export function sentenceOf({ backtest, changes, problems, stack }: Counted): string {
  const telling = changes.filter(({ classes }) => classes[0] !== "text-only");
  const words = changes.length - telling.length;
  const noun = telling.every(({ alerts }) => alerts) ? "alert" : "guardrail";
  const own = problems.filter(({ code }) => !pastCodes.includes(code));
  const counts = [
    ...classCounts(telling).map(([count, phrase], index) =>
      index === 0 ? `${many(count, noun)} ${phrase}` : `${count} ${phrase}`,
    ),
    ...(own.length > 0 ? [many(own.length, "problem")] : []),
  ];
  if (counts.length === 0) {
    return words === 0
      ? `${stack}: nothing changes.`
      : `${stack}: nothing changes for the people on call; the words of ${many(words, "guardrail")} do.`;
  }
  const parts = [counts.join(", "), ...(backtest === null ? [] : pastOf(backtest))];
  return `${stack}: ${parts.join("; ")}${verdictOf(changes, problems)}.`;
}

const pastCodes: readonly string[] = Object.values(pastGates);

/** What the changes would have done: pages a week, teams over their budget, incidents that are no longer told. */
function pastOf({ ledger, made, pagesPerWeek, teams }: NonNullable<Counted["backtest"]>): readonly string[] {
  const [before, after] = [short(pagesPerWeek.before.shown), short(pagesPerWeek.after.shown)];
  const step = Number(after) - Number(before);
  const change = step === 0 ? `stay ${after}` : `${before} → ${after} (${step > 0 ? "+" : ""}${short(step)})`;
  const over = teams.filter(({ exceeds }) => exceeds).length;
  const lost = ledger.filter((each) => each.lost);
  const incidents = new Set(lost.map(({ incident }) => incident)).size;
  const late = lost.some(({ after: { verdict } }) => verdict !== "missed");
  return [
    `pages/week ${change}${made ? " in a made-up past" : ""}`,
    ...(over === 0 ? [] : [`${many(over, "team")} over budget`]),
    ...(incidents === 0
      ? []
      : [`${many(incidents, "known incident")} no longer caught${late ? " in time" : ""}`]),
  ];
}

/** A number of pages as people read it: one digit after the point, where it is not 0. */
export const short = (count: number): string => String(Math.round(count * 10) / 10);

function verdictOf(changes: Counted["changes"], problems: Counted["problems"]): string {
  const held = changes.filter((each) => each.held).length + problems.filter(({ waived }) => !waived).length;
  const waived =
    changes.filter((each) => !each.held && each.waivedBy.length > 0).length +
    problems.filter((each) => each.waived).length;
  const passes = waived === 0 ? [] : [`${waived} ${waived === 1 ? "is" : "are"} waived`];
  const needs = held === 0 ? [] : [`${held} ${held === 1 ? "needs" : "need"} a second look`];
  const parts = [...needs, ...passes];
  return parts.length === 0 ? "" : `: ${parts.join(", ")}`;
}

/** Each change counted under its weightiest class. */
function classCounts(changes: Counted["changes"]): readonly (readonly [count: number, phrase: string])[] {
  return (Object.keys(said) as (keyof typeof said)[]).flatMap((each) => {
    const of = changes.filter(({ classes }) => classes[0] === each);
    const phrase = said[each][of.length === 1 ? 0 : 1];
    return of.length === 0 ? [] : [[of.length, `${phrase}${pagesAmong(each, of)}`] as const];
  });
}

/** A number of things, such as `1 alert` and `2 alerts`. */
export const many = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;

/** How many of what is new wake people, and of what is gone did. */
function pagesAmong(each: ChangeClass, changes: Counted["changes"]): string {
  const pages = each === "added" ? "now-pages" : each === "removed" ? "stopped-paging" : undefined;
  const count = changes.filter(({ classes }) => classes.some((other) => other === pages)).length;
  return count === 0 ? "" : ` (${count} ${each === "removed" ? "paged" : count === 1 ? "pages" : "page"})`;
}

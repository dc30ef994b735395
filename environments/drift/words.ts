import type { ChangeClass } from "../../preview/change";
import { many } from "../../preview/sentence";
import type { Affected, DriftFinding } from "./finding";

/** Guardrails that are named before the rest is counted. */
const mostNamed = 3;

/** Whom a change by hand touches, a sentence for each way in which they are told, or should be. */
export function affectedLines(
  finding: Pick<DriftFinding, "affected" | "classes" | "kind">,
): readonly string[] {
  const { affected, classes, kind } = finding;
  // Whom a copy tells stands in its own message, and is told with it.
  if (kind === "added") return [];
  if (affected.length === 0) return ["It carries no guardrail of the plan."];
  const isLost = kind === "muted" || kind === "deleted" || classes.some((each) => lost.has(each));
  const groups = new Map<string, Affected[]>();
  for (const each of affected) {
    const { pages, route, severity, told } = each;
    const key = JSON.stringify([pages, route, severity, told]);
    groups.set(key, [...(groups.get(key) ?? []), each]);
  }
  return [...groups.values()].flatMap((all) => {
    const [first] = all;
    return first === undefined ? [] : [`${namesOf(all)} ${howTold(first, isLost, all.length > 1)}.`];
  });
}

/** Classes after which somebody who should hear of an alert may not. */
const lost: ReadonlySet<ChangeClass> = new Set(["stopped-paging", "silenced", "coverage-lost"]);

/** What a guardrail does, or should do and no longer does, such as `pages vendhub/on-call …`. */
function howTold({ pages, route, severity, told }: Affected, isLost: boolean, areMany: boolean): string {
  const verb = (word: string): string => (isLost ? `should ${word}` : areMany ? word : `${word}s`);
  if (route === null) return `${areMany ? "tell" : "tells"} nobody by ${areMany ? "themselves" : "itself"}`;
  const places = told.length === 0 ? "" : ` (${told.join(", ")})`;
  const rank = severity === null ? "" : `, severity ${severity}`;
  return pages
    ? `${verb("page")} ${route}${places}${rank}`
    : `${verb("tell")} ${route}${places}${rank}; nobody is woken`;
}

function namesOf(all: readonly Affected[]): string {
  const ids = all.map(({ id }) => id);
  if (ids.length <= mostNamed) return ids.join(", ");
  const rest = ids.length - mostNamed;
  const others = rest === 1 ? "1 other" : `${rest} others`;
  return `${many(ids.length, "guardrail")} (${ids.slice(0, mostNamed).join(", ")} and ${others})`;
}

/** The last word of a type, such as `Monitor`. */
export const kindOfObject = ({ object }: Pick<DriftFinding, "object">): string =>
  object.type.split(":").at(-1) ?? object.type;

import type { Guidance } from "../model/declaration";
import { saidIn, handlePattern } from "./told";

/** What a monitor's message tells, and what it leaves open. */
export interface FoundGuidance extends Guidance {
  /** What the owner has to say, since the message does not. */
  readonly questions: readonly string[];
}

/** Words under which messages list things, and what the list is. */
const headings: readonly (readonly [pattern: RegExp, part: "impact" | "causes" | "firstSteps"])[] = [
  [/^(?:user |customer |business )?impact\b|^what users (?:see|notice)|^symptoms?\b/i, "impact"],
  [/^(?:usual |possible |likely |common )?(?:root )?causes?\b|^why\b|^reasons?\b/i, "causes"],
  [
    /^(?:first |next )?steps?\b|^what to do\b|^actions?\b|^to ?do\b|^how to fix\b|^remediation\b|^mitigation\b|^runbook\b|^playbook\b|^resolution\b/i,
    "firstSteps",
  ],
];

/** Takes a message apart into what users notice, what is behind it and what to do first. */
export function guidanceOf(message: string): FoundGuidance {
  const found = { impact: [] as string[], causes: [] as string[], firstSteps: [] as string[] };
  let part: keyof typeof found | null = null;
  for (const { heading, item, text } of linesOf(saidIn(message, "alert"))) {
    const named = headingOf(text);
    if (named && (heading || named.rest !== null)) {
      part = named.part;
      const rest = withoutHandles(named.rest ?? "");
      if (rest !== "") found[part].push(/^https?:\S+$/.test(rest) ? `Follow ${rest}` : rest);
      continue;
    }
    found[part ?? (item || /https?:\/\//.test(text) ? "firstSteps" : "impact")].push(text);
  }
  const { causes, firstSteps } = found;
  const impact = found.impact.join(" ").trim();
  return {
    impact: impact === "" ? unanswered.impact : impact,
    causes,
    firstSteps: firstSteps.length === 0 ? [unanswered.firstStep] : firstSteps,
    questions: [
      ...(impact === "" ? ["What do users notice?"] : []),
      ...(causes.length === 0 ? ["What usually causes it?"] : []),
      ...(firstSteps.length === 0 ? ["What should a person do first?"] : []),
    ],
  };
}

/** What stands where a message says nothing: whoever reads it knows that nobody knew. */
export const unanswered = {
  impact: "Nobody has written down yet what users notice.",
  firstStep: "Nobody has written down yet what to do first: look at the graph, and write it here afterwards.",
} as const;

interface Line {
  /** Whether it is an item of a list. */
  readonly item: boolean;
  /** Whether it is set off as a heading, or ends with a colon. */
  readonly heading: boolean;
  /** The words, without bullet, marks and handles. */
  readonly text: string;
}

/** A text as nobody's address: what stood apart from a word by marks alone would be one once they are gone. */
const withoutHandles = (text: string): string =>
  text.replace(handlePattern, " ").replaceAll(/\s+/g, " ").trim();

function linesOf(message: string): readonly Line[] {
  return message.split("\n").flatMap((line) => {
    const bare = withoutHandles(line).replaceAll(/[{}]/g, "");
    const item = /^(?:[-*•]|\d+[.)])\s+/.test(bare);
    const text = withoutHandles(
      bare
        .replace(/^(?:[-*•]|\d+[.)])\s+/, "")
        .replace(/^#+\s*/, "")
        .replaceAll(/\*\*|__/g, ""),
    );
    // What is left of a variable that stood alone is no sentence.
    if (!/\p{L}/u.test(text)) return [];
    const heading = /^#+\s|^\*\*.*\*\*:?$|:$/.test(bare);
    return [{ item, heading, text }];
  });
}

function headingOf(
  text: string,
): { readonly part: "impact" | "causes" | "firstSteps"; readonly rest: string | null } | null {
  const found = headings.find(([pattern]) => pattern.test(text));
  if (!found) return null;
  const [, rest] = /^[^:]{0,40}:\s*(.*)$/.exec(text) ?? [];
  return { part: found[1], rest: rest ?? null };
}

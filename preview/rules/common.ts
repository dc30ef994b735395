import { severities, type Severity } from "../../model/severity";
import type { Alerting as PlannedAlerting } from "../../plan/alerting";
import type { Guardrail, GuardrailOf } from "../../plan/types";
import { opposite, type Classes } from "../change";
import {
  always,
  amount,
  changed,
  members,
  parts,
  plainly,
  ranked,
  scope,
  text,
  together,
  type Rule,
  type Rules,
} from "./kit";
import { delay, duration } from "./times";

/** The fields that every guardrail has, but for the ones that tell guardrails apart. */
type Common = Pick<
  Guardrail,
  "id" | "service" | "kind" | "title" | "name" | "facts" | "sources" | "unset"
> & {
  readonly telemetry: Guardrail["telemetry"];
  readonly tags: Guardrail["tags"];
};

/** A guardrail that is muted by planned maintenance carries this tag. */
const mutable = "maintenance:mutable";

/** What a planned mute comes to; being heard at more times is the opposite. */
export const muted: Classes = ["silenced", "loosened"];

/** Tags are identity, but for the one that lets planned maintenance mute an alert. */
const tags: Rule<readonly string[]> = (before, after, { field }) => {
  const texts = [plainly(before), plainly(after)] as const;
  if (before.includes(mutable) === after.includes(mutable))
    return [changed(field, texts, { classes: ["text-only"], because: "Tags are identities." })];
  return [
    changed(
      field,
      texts,
      after.includes(mutable)
        ? { classes: muted, because: "Planned maintenance mutes it now." }
        : { classes: opposite(muted), because: "Planned maintenance no longer mutes it." },
    ),
  ];
};

const telemetry: Rule<Guardrail["telemetry"]> = (before, after, { field }) => {
  const measures = (each: Guardrail["telemetry"]): boolean =>
    each !== null && each.status !== "uninstrumented";
  const texts = [measuredBy(before), measuredBy(after)] as const;
  if (measures(before) !== measures(after)) {
    const gained = measures(after);
    return [
      changed(field, texts, {
        classes: [gained ? "coverage-gained" : "coverage-lost"],
        because: gained ? "It is measured now." : "Nothing measures it any longer.",
      }),
    ];
  }
  const metrics = (each: Guardrail["telemetry"]): string =>
    each === null || each.status === "uninstrumented" ? "" : each.metrics.join();
  return [
    changed(
      field,
      texts,
      metrics(before) === metrics(after)
        ? { classes: ["text-only"], because: "The same metrics are read." }
        : { classes: ["scope"], because: "Other metrics are read, so compare what they cover." },
    ),
  ];
};

const measuredBy = (each: Guardrail["telemetry"]): string | null => {
  if (each === null) return null;
  if (each.status === "uninstrumented") return "not measured";
  return `${each.status} ${each.via}: ${each.metrics.join(", ")}`;
};

/** Rules of what every guardrail has. */
export const common: Rules<Common, unknown> = {
  id: text,
  service: text,
  kind: text,
  title: text,
  name: text,
  facts: text,
  sources: always(
    { classes: ["text-only"], because: "Sources say why; the values have changes of their own." },
    (value) => (Array.isArray(value) ? `${value.length} sources` : null),
  ),
  telemetry,
  unset: always({ classes: ["text-only"], because: "A deployment waits for other settings." }),
  tags,
};

type Alerting = PlannedAlerting & Pick<GuardrailOf<"burn-rate">, "message">;

/** Worse ranks higher. */
export const severity: Rule<Severity> = ranked({
  rank: (each) => -severities.indexOf(each),
  more: ["severity", "tightened"],
  same: "severity",
  because: ["It is ranked worse, so people act sooner.", "It is ranked less bad, so people act later."],
});

/** Whether a route wakes people; a draft never does. */
export const pages: Rule<boolean> = (before, after, { field }) => [
  changed(field, [pagesText(before), pagesText(after)], {
    classes: [after ? "now-pages" : "stopped-paging"],
    because: after ? "It wakes a person now." : "It no longer wakes anyone.",
  }),
];

const pagesText = (value: boolean): string => (value ? "pages" : "pages nobody");

/** The places that hear of one state; nobody at all is a silence. */
export const receivers =
  (state: string): Rule<readonly string[]> =>
  (before, after, at) => {
    const write = (handle: string): string => handle;
    const [whole] = members({
      write,
      more: ["route"],
      because: [`More places hear of ${state}.`, `Fewer places hear of ${state}.`],
    })(before, after, at);
    if (whole === undefined) return [];
    if (before.length > 0 && after.length > 0) return [whole];
    const verdict = {
      classes: after.length === 0 ? muted : opposite(muted),
      because:
        after.length === 0 ? `Nobody hears of ${state} any longer.` : `Somebody hears of ${state} now.`,
    };
    return [{ ...whole, ...together([whole, verdict]) }];
  };

/** How a provider ranks it; P1 is the worst. */
export const priority: Rule<number> = amount({
  write: (value) => `P${value}`,
  more: ["severity", "loosened"],
  because: ["Its priority falls.", "Its priority rises."],
});

/** Rules of whom a guardrail tells, and how urgently. */
export const alerting: Rules<Alerting, unknown> = {
  severity,
  severityLabel: text,
  respondWithin: delay("The person who acts"),
  route: always({ classes: ["route"], because: "Another route hears of it." }),
  pages,
  notify: parts({
    alert: receivers("an alert"),
    warning: receivers("a warning"),
    noData: receivers("missing data"),
    recovery: receivers("the end"),
  }),
  priority,
  renotifyEvery: duration(
    ["loosened"],
    ["People are reminded less often.", "People are reminded more often."],
  ),
  message: text,
  runbook: text,
};

/** Where checks from outside run. */
export const locations: Rule<readonly string[]> = members({
  write: (location) => location,
  more: ["tightened"],
  because: ["It is checked from more places.", "It is checked from fewer places."],
});

/** How often checks from outside run. */
export const interval: Rule<number> = duration(
  ["loosened", "schedule"],
  ["It is checked less often.", "It is checked more often."],
);

/** How long a job may take before it has failed. */
export const deadline: Rule<number> = duration(
  ["loosened", "window"],
  ["It may take longer before it has failed.", "It fails sooner."],
);

/** Names that the provider knows things by, and images that run: another one is another thing. */
export const target = scope("What it runs on or with");

import type { Problem } from "../model/problem";
import { nearest } from "../model/nearest";
import { foundAt } from "../model/record";
import type { rawConfigSchema } from "./raw-config";
import { configKeys } from "./raw-config";
import type { ConfigSource } from "./resolve-environment";

/** What a key of the configuration must hold, and how that is written. */
interface KeyForm {
  /** What must hold, to follow the value. */
  readonly rule: string;
  /** What to write. */
  readonly remedy: string;
}

const keyForms: Readonly<Record<string, KeyForm>> = {
  environment: {
    rule: "a name of an environment is lower-case letters and digits with hyphens between them, at most 30.",
    remedy: "Write a name such as staging.",
  },
  pages: { rule: "it is true or false.", remedy: "Write true or false, without quotes." },
  pager: { rule: "it is datadog or pagerduty.", remedy: "Write datadog or pagerduty." },
  probeSlowdown: { rule: "it is a whole number from 1 to 60.", remedy: "Write a number such as 15." },
  backups: { rule: "it is full or daily.", remedy: "Write full or daily." },
  scale: { rule: "it is a number from 0.01 to 100.", remedy: "Write a number such as 0.5." },
  relax: { rule: "it is a number from 1 to 100.", remedy: "Write a number such as 1.5." },
  expires: {
    rule: "it is an instant of UTC, to the minute.",
    remedy: "Write it as 2026-11-24T19:30Z, in quotes.",
  },
  clonedFrom: {
    rule: "a name of an environment is lower-case letters and digits with hyphens between them, at most 30.",
    remedy: "Write a name such as prod.",
  },
  protected: { rule: "it is true or false.", remedy: "Write true or false, without quotes." },
  asOf: { rule: "it is a day.", remedy: "Write it as YYYY-MM-DD, in quotes." },
  services: {
    rule: "it is a list of services' names; an empty one means all.",
    remedy: "Write a list such as [vendhub, watchtower].",
  },
  settings: {
    rule: "a setting is a text under its key, which has a dot in it.",
    remedy: 'Write a line such as vendhub.domain: "shop.example".',
  },
  exampleSettings: { rule: "it is true or false.", remedy: "Write true or false, without quotes." },
  overrides: {
    rule: "changed values are listed by guardrail and field.",
    remedy: "Write such as vendhub/cpu: { critical: 90 % }.",
  },
};

const waiverForm: KeyForm = {
  rule: "a waiver names a coherence rule, the path of the problem, why, and until when.",
  remedy:
    'Write { code: coherence/at-maximum, path: shop/autoscaling.maximum, because: …, until: "2027-01-31" }.',
};

const overrideForm: KeyForm = {
  rule: "a changed value is a number, a text with its unit, or a record of value, because and until (a day).",
  remedy: 'Write 90, "90 %", or { value: 90 %, because: load test, until: "2027-01-31" }.',
};

/** One thing that zod found wrong with a configuration's form. */
export type FormIssue =
  ReturnType<typeof rawConfigSchema.safeParse> extends infer R
    ? R extends { success: false; error: { issues: readonly (infer I)[] } }
      ? I
      : never
    : never;

/** What is wrong with the form of a configuration, in the words of what must be written. */
export function formProblems({ values, where }: ConfigSource, issue: FormIssue): Problem[] {
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({
      code: "config/unknown-key",
      path: pathOf(where, [...issue.path, key]),
      value: null,
      rule: "no such key is known; it would be ignored.",
      remedy: issue.path.length === 0 ? suggestion(key, configKeys) : knownWithin(issue.path),
    }));
  }
  const found = foundAt(values, issue.path);
  return [
    {
      code: "config/form",
      path: pathOf(where, issue.path),
      value: found === undefined ? null : shown(found),
      ...formOf(issue.path),
    },
  ];
}

const knownWithin = ([key]: readonly PropertyKey[]): string =>
  key === "waivers" ? "Write code, path, because and until." : "Write value, because or until.";

function formOf([key, ...rest]: readonly PropertyKey[]): KeyForm {
  if (key === "overrides" && rest.length >= 2) return overrideForm;
  if (key === "waivers") return waiverForm;
  return (
    keyForms[String(key)] ?? { rule: "it has another form.", remedy: "Pulumi.yaml describes every key." }
  );
}

/** JSON knows no infinity; a person should see what stands in the file. */
const shown = (value: unknown): string => (typeof value === "number" ? String(value) : JSON.stringify(value));

/** A key of a configuration as messages name it. */
export const pathOf = (where: string, path: readonly PropertyKey[]): string =>
  `${where} belfry:${path.map(String).join(".")}`;

/** The word that was meant, or all that there are. */
export const suggestion = (key: string, known: readonly string[]): string => {
  const near = nearest(key, known);
  return near ? `Did you mean ${near}?` : `Known are ${known.join(", ")}.`;
};

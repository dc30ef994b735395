import { readFileSync } from "node:fs";
import { join } from "node:path";

import { isBag, type Bag } from "../../wire/values";
import { nearest } from "../../schema/nearest";
import { between, findingIf, oneOf } from "../kit";
import { isMissing, items, text } from "../read";
import type { Finding, Rule } from "../rule";

/** Type token of issue alerts. */
export const ISSUE_ALERT = "sentry:index/sentryIssueAlert:SentryIssueAlert";

interface FieldShape {
  /** True where the field may be left out; otherwise it is required. */
  readonly optional?: boolean;
  /** The only texts that it may be; any text when left out. */
  readonly oneOf?: readonly string[];
  /** Regular expression of the numbers that it may be, written as text. */
  readonly pattern?: string;
}

type PartTable = Readonly<Record<string, Readonly<Record<string, FieldShape>>>>;

/** The SDK's type says "a map of texts"; this table says which ids exist and what each one needs. */
const PARTS = JSON.parse(readFileSync(join(__dirname, "../../schemas/sentry-issue-alert.json"), "utf8")) as {
  readonly source: string;
  readonly conditions: PartTable;
  readonly filters: PartTable;
  readonly actions: PartTable;
};

const PROVIDER = "terraform-provider-sentry v0.11.2 sentry/resource_sentry_issue_alert.go";
const types = [ISSUE_ALERT];

/** Conditions, filters and actions are known and complete. */
const parts: Rule = {
  code: "sentry/issue-part",
  source: PARTS.source,
  types,
  check: (inputs) =>
    (["conditions", "filters", "actions"] as const).flatMap((list) =>
      items(inputs[list]).flatMap((part, index) =>
        isBag(part) ? checkPart(part, PARTS[list], `${list}[${index}]`) : [],
      ),
    ),
};

/** A rule without conditions is refused; one without conditions and filters would mail every issue. */
const notEverything: Rule = {
  code: "sentry/issue-matches-everything",
  source: `${PARTS.source} ("Must select a condition", "Must select an action"); jikig-ai/soleur#4781`,
  types,
  check: (inputs) => [
    ...findingIf(
      isMissing(inputs["conditions"]) && !isMissing(inputs["filters"]),
      "conditions",
      "is empty; Sentry wants at least one.",
    ),
    ...findingIf(
      isMissing(inputs["conditions"]) && isMissing(inputs["filters"]),
      "conditions",
      "and 'filters' are empty, so that every issue matches; add a condition.",
    ),
    ...findingIf(isMissing(inputs["actions"]), "actions", "is empty; say who hears of it."),
  ],
};

const frequency = between({
  code: "sentry/issue-frequency",
  source: `${PROVIDER} (5..43200)`,
  types,
  path: "frequency",
  min: 5,
  max: 43_200,
  unit: "minutes",
});

const actionMatch = oneOf({
  code: "sentry/issue-action-match",
  source: PROVIDER,
  types,
  path: "actionMatch",
  values: ["all", "any"],
});

const filterMatch = oneOf({
  code: "sentry/issue-filter-match",
  source: PROVIDER,
  types,
  path: "filterMatch",
  values: ["all", "any", "none"],
});

/** Names have at most 64 characters. */
const name: Rule = {
  code: "sentry/alert-name",
  source: `${PROVIDER} (1-64 characters)`,
  types: [ISSUE_ALERT, "sentry:index/sentryMetricAlert:SentryMetricAlert"],
  check: (inputs) => {
    const written = text(inputs["name"]);
    const isWrong = written !== undefined && (written.length < 1 || written.length > 64);
    return findingIf(isWrong, "name", `has ${written?.length ?? 0} characters; use 1 to 64.`);
  },
};

/** Organizations and projects are addressed by slug, not by title. */
const slugs: Rule = {
  code: "sentry/slug",
  source: "https://docs.sentry.io/organization/ (slugs: lower-case letters, digits, hyphens, underscores)",
  types: [ISSUE_ALERT, "sentry:index/sentryMetricAlert:SentryMetricAlert"],
  check: (inputs) =>
    ["organization", "project"].flatMap((path) => {
      const written = text(inputs[path]);
      const isWrong = written !== undefined && !/^[a-z0-9](?:[a-z0-9_-]*[a-z0-9])?$/.test(written);
      return findingIf(isWrong, path, `is "${written ?? ""}"; write the slug, in lower case with hyphens.`);
    }),
};

/** Rules about issue alerts. */
export const issueAlertRules: readonly Rule[] = [
  parts,
  notEverything,
  frequency,
  actionMatch,
  filterMatch,
  name,
  slugs,
];

function checkPart(part: Bag, table: PartTable, path: string): readonly Finding[] {
  if (typeof part["id"] === "symbol") return [];
  const id = text(part["id"]);
  const fields = id === undefined ? undefined : table[id];
  if (fields === undefined) return [{ path: `${path}.id`, message: unknownId(id, table) }];
  const strange = Object.keys(part).filter((field) => field !== "id" && fields[field] === undefined);
  return [
    ...strange.map((field) => ({
      path: `${path}.${field}`,
      message: `is not known to ${id ?? ""}; remove it.`,
    })),
    ...Object.entries(fields).flatMap(([field, shape]) =>
      checkField(part, field, shape).map((message) => ({ path: `${path}.${field}`, message })),
    ),
    ...dependentFields(part, path),
  ];
}

function checkField(part: Bag, field: string, shape: FieldShape): readonly string[] {
  const value = part[field];
  const written = text(value);
  if (value === undefined || value === null)
    return shape.optional === true ? [] : ["is required and missing; set it as text."];
  if (written === undefined) return [];
  if (shape.oneOf !== undefined && !shape.oneOf.includes(written))
    return [`is "${written}"; use one of ${shape.oneOf.join(", ")}.`];
  if (shape.pattern !== undefined && !new RegExp(shape.pattern).test(written))
    return [`is "${written}"; write a number as text.`];
  return [];
}

function dependentFields(part: Bag, path: string): readonly Finding[] {
  const target = text(part["targetType"]);
  const needsTarget = target === "Team" || target === "Member";
  const match = text(part["match"]);
  const needsValue =
    match !== undefined &&
    match !== "is" &&
    match !== "ns" &&
    (part["attribute"] !== undefined || part["key"] !== undefined);
  return [
    ...findingIf(
      needsTarget && isMissing(part["targetIdentifier"]),
      `${path}.targetIdentifier`,
      `is required for "${target ?? ""}"; write its numeric id.`,
    ),
    ...findingIf(
      needsValue && isMissing(part["value"]),
      `${path}.value`,
      `is required for match "${match ?? ""}"; write what to compare with.`,
    ),
    ...findingIf(
      part["comparisonType"] === "percent" && isMissing(part["comparisonInterval"]),
      `${path}.comparisonInterval`,
      `is required for a comparison in percent; write it, such as "1d".`,
    ),
  ];
}

function unknownId(id: string | undefined, table: PartTable): string {
  if (id === undefined) return "is required and missing; write the class path that Sentry knows it by.";
  const meant =
    nearest(id, Object.keys(table)) ?? Object.keys(table).find((known) => known.endsWith(`.${id}`));
  return `is "${id}", which Sentry does not know; ${meant === undefined ? "see the pinned table sandbox/schemas/sentry-issue-alert.json" : `did you mean "${meant}"`}.`;
}

import { eachText } from "../kit";
import type { Rule } from "../rule";
import { MONITOR, OBJECTIVE, SYNTHETICS } from "./types";

const LONGEST = 200;

/** Tags start with a letter and use Datadog's alphabet; other characters are silently rewritten, which is drift. */
const alphabet: Rule = {
  code: "datadog/tag-alphabet",
  source: "https://docs.datadoghq.com/getting_started/tagging/; grosser/kennel tags_validation.rb",
  types: [MONITOR, OBJECTIVE, SYNTHETICS],
  check: (inputs) =>
    eachText(inputs, "tags[]")
      .filter(
        ({ value }) =>
          !/^[\p{L}][\p{L}\p{N}_\-:./]*$/u.test(value) || value.length > LONGEST || value.endsWith(":"),
      )
      .map(({ path, value }) => ({
        path,
        message: `is ${JSON.stringify(value)}; start with a letter and use letters, digits and _ - : . /, at most ${LONGEST} characters.`,
      })),
};

/** Datadog lower-cases tags (and refuses upper case in SLOs), so upper case never comes back as written. */
const lowerCase: Rule = {
  code: "datadog/tag-lower-case",
  source: "https://docs.datadoghq.com/getting_started/tagging/; grosser/kennel models/slo.rb",
  types: [MONITOR, OBJECTIVE, SYNTHETICS],
  check: (inputs) =>
    eachText(inputs, "tags[]")
      .filter(({ value }) => value !== value.toLowerCase())
      .map(({ path, value }) => ({ path, message: `is "${value}"; write "${value.toLowerCase()}".` })),
};

/** Dashboards take team tags only. */
const dashboardTags: Rule = {
  code: "datadog/dashboard-tags",
  source: "terraform-provider-datadog dashboard tags (only team:<name>)",
  types: ["datadog:index/dashboard:Dashboard"],
  check: (inputs) =>
    eachText(inputs, "tags[]")
      .filter(({ value }) => !/^team:.+/.test(value))
      .map(({ path, value }) => ({ path, message: `is "${value}"; dashboards take "team:<name>" only.` })),
};

/** Rules about tags. */
export const tagRules: readonly Rule[] = [alphabet, lowerCase, dashboardTags];

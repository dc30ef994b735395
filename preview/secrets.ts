import { mapStrings } from "../plan/settings";
import type { Plan } from "../plan/types";

/** What stands in place of a secret. */
const hidden = "[hidden]";

/** Forms of credentials that are told by their look, as their issuers document them. */
const tokens: readonly RegExp[] = [
  // https://github.blog/engineering/platform-security/behind-githubs-new-authentication-token-formats/
  /\b(?:gh[pousr]_[A-Za-z0-9]{20,}|github_pat_\w{20,})/g,
  // https://docs.slack.dev/authentication/tokens/ and the address of an incoming webhook
  /\bxox[abeprs]-[\w-]{10,}/g,
  /(?<=hooks\.slack\.com\/services\/)[\w/]+/g,
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids
  /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g,
  // https://docs.sentry.io/account/auth-tokens/
  /\bsntry[su]_[\w=+/-]{20,}/g,
  // A JSON Web Token, RFC 7519.
  /\beyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]*/g,
];

/** A name that says that a secret follows: in an address, a header or a variable. */
const named =
  /((?:api[-_]?key|app[-_]?key|token|secret|password|passwd|authorization|cookie)["']?\s*[=:]\s*["']?(?:(?:bearer|basic)\s+)?)(?!\$\{setting:)[^\s"'&,;}]{6,}/gi;

/** The password in an address. */
const inAddress = /(:\/\/[^\s:/@]+:)[^\s/@]+(?=@)/g;

/** A text without what looks like a secret. */
export function hideSecrets(text: string): string {
  return tokens
    .reduce((rest, token) => rest.replace(token, hidden), text)
    .replace(inAddress, `$1${hidden}`)
    .replace(named, `$1${hidden}`);
}

/** Shorter values of settings are words that stand everywhere, and hide nothing. */
const leastLength = 4;

/** The texts under which the values of two plans' settings stand in their guardrails. */
export function settingTexts(plans: readonly Plan[]): readonly string[] {
  const values = plans.flatMap(({ settings }) => settings.flatMap(({ value }) => value ?? []));
  const written = values.flatMap((value) => [value, ...value.split(",").map((each) => each.trim())]);
  return [...new Set(written.flatMap((value) => [value, encodeURIComponent(value)]))]
    .filter(({ length }) => length >= leastLength)
    .sort((one, other) => other.length - one.length);
}

/** What is told of one environment, with some texts hidden in whatever is no id, class or place. */
export function hideTexts<T>(told: T, texts: readonly string[]): T {
  const hide = (value: unknown): unknown =>
    mapStrings(value, (text) => texts.reduce((rest, each) => rest.replaceAll(each, hidden), text));
  const walk = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(walk);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, each]) => [key, shownFields.has(key) ? hide(each) : walk(each)]),
    );
  };
  return walk(told) as T;
}

/** Fields of a preview, or of a report of drift, that hold values of plans and states. */
const shownFields: ReadonlySet<string> = new Set([
  "before",
  "after",
  "because",
  "rule",
  "title",
  "told",
  "value",
]);

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

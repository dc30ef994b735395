import { common, defaulted, required, type SettingDeclaration } from "../../model/setting";
import { chainSettings } from "../patterns/on-call";

/** Where log lines are found whose form the runbook does not give. */
const logSettings: readonly SettingDeclaration[] = [
  defaulted(
    "watchtower.statusAttribute",
    "Attribute of Netlify's traffic logs that holds the status",
    "@http.status_code",
    ["WT-020"],
  ),
  defaulted(
    "watchtower.pathAttribute",
    "Attribute of Netlify's traffic logs that holds the path",
    "@http.url_details.path",
    ["WT-075"],
  ),
  defaulted(
    "watchtower.failedBuildFilter",
    "Log search that finds a failed build in Netlify's deploy logs",
    'source:netlify ("build failed" OR "Build script returned non-zero exit code")',
    ["WT-024"],
  ),
  defaulted(
    "watchtower.slowQueryFilter",
    "Log search that finds a statement slower than a second in the database's logs",
    '"duration:" ("statement:" OR "execute")',
    ["WT-031"],
  ),
  defaulted(
    "watchtower.failedLoginFilter",
    "Log search that finds a failed login",
    '("invalid login credentials" OR "login failed" OR "failed login")',
    ["WT-057"],
  ),
  defaulted(
    "watchtower.authenticationFailureFilter",
    "Log search that finds a failure of sign-in itself, not of a password",
    '("authentication error" OR "auth service unavailable" OR "AuthRetryableFetchError")',
    ["WT-042"],
  ),
  defaulted(
    "watchtower.paymentFailureFilter",
    "Log search that finds a payment that could not be processed",
    'status:error ("whop" OR "payment")',
    ["WT-041"],
  ),
  common(
    "watchtower.securityEventFilter",
    "Log search that finds high-severity security events",
    "@evt.category:security @evt.severity:high",
    ["WT-025"],
  ),
  defaulted(
    "watchtower.sentryDatabaseQuery",
    "Sentry search that finds database errors",
    "message:*database*",
    ["WT-018"],
  ),
];

/** Settings that each environment must give, or may change. */
export const settings: readonly SettingDeclaration[] = [
  required("watchtower.domain", "Public host of the application", "watchtower.example", ["WT-002", "WT-055"]),
  common("watchtower.rateLimit", "Requests a minute that the API's rate limit allows", "6000", [
    "WT-046",
    "WT-075",
  ]),
  required("watchtower.supabaseProject", "Reference of the Supabase project", "bcdefghijklmnopqrstu", [
    "WT-062",
  ]),
  common("watchtower.sentryProject", "Slug of the Sentry project", "watchtower", ["WT-107"]),
  required("watchtower.slackChannel", "Slack channel for alerts, without #", "watchtower-alerts", ["WT-006"]),
  ...chainSettings("watchtower", {
    who: "the engineers",
    example: "11111111-1111-4111-8111-111111111111,22222222-2222-4222-8222-222222222222",
    facts: ["WT-096"],
  }),
  common(
    "watchtower.technicalLead",
    "Datadog id of the technical lead",
    "33333333-3333-4333-8333-333333333333",
    ["WT-097"],
  ),
  common(
    "watchtower.engineeringManager",
    "Datadog id of the engineering manager",
    "44444444-4444-4444-8444-444444444444",
    ["WT-098"],
  ),
  common("watchtower.cto", "Datadog id of the CTO", "55555555-5555-4555-8555-555555555555", ["WT-099"]),
  ...logSettings,
];

import { common, required, type SettingDeclaration } from "../../model/setting";
import { chainSettings } from "../patterns/on-call";

/** Settings that each environment must give, or may change. */
export const settings: readonly SettingDeclaration[] = [
  required("operations.domain", "Public host of the app", "operations.example", ["OR-002", "OR-003"]),
  required("operations.loginUrl", "Address of the login page", "https://operations.example/login", [
    "OR-018",
  ]),
  required(
    "operations.apiUrl",
    "An API address that needs no login and answers 200",
    "https://operations.example/api/status",
    ["OR-019"],
  ),
  required("operations.supabaseProject", "Reference of the Supabase project", "cdefghijklmnopqrstuv", [
    "OR-061",
  ]),
  common("operations.sentryProject", "Slug of the Sentry project", "operations-app", ["OR-081"]),
  required("operations.slackChannel", "Slack channel for alerts, without #", "operations-alerts", ["OR-075"]),
  ...chainSettings("operations", {
    who: "the engineers",
    example: "11111111-0004-4111-8111-111111111111,22222222-0004-4222-8222-222222222222",
    facts: ["OR-075"],
  }),
  common(
    "operations.devopsLead",
    "Datadog id of the DevOps lead, whose team owns the runbook",
    "33333333-0004-4333-8333-333333333333",
    ["OR-001"],
  ),
];

import { common, required, type SettingDeclaration } from "../../model/setting";
import { chainSettings } from "../patterns/on-call";

/** Settings that each environment must give, or may change. */
export const settings: readonly SettingDeclaration[] = [
  required("vendhub.domain", "Public host of the shop", "vendhub.example", ["VH-014", "VH-015"]),
  required("vendhub.slackChannel", "Slack channel for alerts, without #", "vendhub-alerts", ["VH-082"]),
  ...chainSettings("vendhub", {
    who: "the engineers",
    example: "11111111-1111-4111-8111-111111111111,22222222-2222-4222-8222-222222222222",
    facts: ["VH-088"],
  }),
  common("vendhub.devopsLead", "Datadog id of the DevOps lead", "33333333-3333-4333-8333-333333333333", [
    "VH-003",
  ]),
  common(
    "vendhub.engineeringManager",
    "Datadog id of the engineering manager",
    "44444444-4444-4444-8444-444444444444",
    ["VH-086"],
  ),
  common(
    "vendhub.executive",
    "Datadog id of the executive who is told of a long outage",
    "55555555-5555-4555-8555-555555555555",
    ["VH-087"],
  ),
  required("vendhub.supabaseProject", "Reference of the Supabase project", "abcdefghijklmnopqrst", [
    "VH-005",
  ]),
  required(
    "vendhub.railwayEnvironment",
    "Id of the Railway environment",
    "aaaaaaaa-0000-4000-8000-000000000001",
    ["VH-004"],
  ),
  common("vendhub.railwayService", "Id of the Railway service", "aaaaaaaa-0000-4000-8000-000000000002", [
    "VH-004",
  ]),
];

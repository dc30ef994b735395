import { common, defaulted, ownOfEach, required, type SettingDeclaration } from "../../model/setting";
import { chainSettings } from "../patterns/on-call";

/** Settings that each environment must give, or may change. */
export const settings: readonly SettingDeclaration[] = [
  required("victorysync.domain", "Public host of the dashboard, without www", "victorysync.example", [
    "VS-001",
    "VS-003",
    "VS-061",
  ]),
  required("victorysync.loginUrl", "Address of the login page", "https://victorysync.example/login", [
    "VS-033",
  ]),
  required(
    "victorysync.realtimeUrl",
    "WebSocket address to which browsers connect",
    "wss://realtime.victorysync.example/socket",
    ["VS-060"],
  ),
  required("victorysync.cluster", "Name of the Kubernetes cluster in Datadog", "victorysync-prod", [
    "VS-040",
  ]),
  ownOfEach(defaulted("victorysync.namespace", "Namespace of the dashboard", "victorysync", ["VS-090"])),
  defaulted("victorysync.appLabel", "Value of the pods' label app", "victorysync-dashboard", ["VS-040"]),
  defaulted("victorysync.certificateIssuer", "ClusterIssuer of cert-manager", "letsencrypt", ["VS-062"]),
  required("victorysync.supabaseProject", "Reference of the Supabase project", "bcdefghijklmnopqrstu", [
    "VS-091",
  ]),
  common("victorysync.sentryProject", "Slug of the Sentry project", "victorysync-dashboard", ["VS-088"]),
  required("victorysync.slackChannel", "Slack channel for alerts, without #", "victorysync-alerts", [
    "VS-009",
    "VS-079",
  ]),
  ...chainSettings("victorysync", {
    who: "the operations engineers",
    example: "11111111-0001-4111-8111-111111111111,22222222-0001-4222-8222-222222222222",
    facts: ["VS-006", "VS-103"],
  }),
  common(
    "victorysync.devopsLead",
    "Datadog id of the DevOps or SRE engineer of level 2",
    "33333333-0001-4333-8333-333333333333",
    ["VS-098"],
  ),
  common(
    "victorysync.developmentLead",
    "Datadog id of the developer of level 3",
    "44444444-0001-4444-8444-444444444444",
    ["VS-099"],
  ),
  common(
    "victorysync.executive",
    "Datadog id of the executive of level 4",
    "55555555-0001-4555-8555-555555555555",
    ["VS-104"],
  ),
];

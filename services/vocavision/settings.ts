import { common, defaulted, production, required, type SettingDeclaration } from "../../model/setting";

/** Settings that each environment must give, or may change. */
export const settings: readonly SettingDeclaration[] = [
  production(
    "vocavision.domain",
    "Public host of the site",
    { value: "vocavision.com", example: "vocavision.example" },
    ["VV-004"],
  ),
  production(
    "vocavision.apiDomain",
    "Public host of the API",
    { value: "api.vocavision.com", example: "api.vocavision.example" },
    ["VV-005"],
  ),
  common(
    "vocavision.vercelProject",
    "Name of the Vercel project; its logs carry it as their service",
    "vocavision",
    ["VV-004"],
  ),
  production(
    "vocavision.vercelEnvironment",
    "Vercel's word for the environment: production or preview",
    { value: "production", example: "preview" },
    ["VV-004"],
  ),
  defaulted(
    "vocavision.failedBuildFilter",
    "Log search that finds a failed deployment in Vercel's build logs",
    "@source:build @level:(error OR fatal)",
    ["VV-081"],
  ),
  required("vocavision.pagerDutyService", "Name of the PagerDuty service that pages", "vocavision-on-call", [
    "VV-120",
    "VV-126",
  ]),
  production(
    "vocavision.slackChannel",
    "Slack channel of incidents, without #",
    { value: "incidents", example: "incidents-test" },
    ["VV-124"],
  ),
  production(
    "vocavision.engineeringChannel",
    "Slack channel of engineering, without #",
    { value: "engineering", example: "engineering-test" },
    ["VV-125"],
  ),
  common("vocavision.sentryProject", "Slug of the Sentry project", "vocavision-web", ["VV-011"]),
  required("vocavision.sentryPagerDutyService", "Sentry's numeric id of the PagerDuty service", "200001", [
    "VV-080",
  ]),
];

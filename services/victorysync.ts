import type { Service } from "../model/service";
import { alerts } from "./victorysync/alerts";
import { backups } from "./victorysync/backups";
import { capacity } from "./victorysync/capacity";
import { checks } from "./victorysync/checks";
import { databaseAlerts } from "./victorysync/database-alerts";
import { duties } from "./victorysync/duties";
import { notes } from "./victorysync/notes";
import { escalation, routes, severities } from "./victorysync/on-call";
import { promises } from "./victorysync/promises";
import { sentryRules } from "./victorysync/sentry";
import { settings } from "./victorysync/settings";
import { measuring, telemetry } from "./victorysync/telemetry";

/** VictorySync: a dashboard on Kubernetes with its database and realtime at Supabase. */
export const victorysync: Service = {
  name: "victorysync",
  title: "VictorySync",
  stack: "Kubernetes, Express, Redis and Supabase",
  team: "victorysync",
  runbook: "victorysync.md",
  settings,
  severities,
  routes,
  telemetry,
  guardrails: [
    ...alerts,
    ...databaseAlerts,
    ...promises,
    ...checks,
    ...sentryRules,
    ...measuring,
    ...capacity,
    escalation,
    ...backups,
  ],
  duties,
  notes,
  undeployed: [
    {
      facts: ["VS-036"],
      because:
        "The header's value lets its bearer in as an administrator; a plan is rendered and committed, so it must not hold it. The same address is checked without the header (C-VS-06).",
    },
  ],
  decisions: [
    {
      id: "C-VS-01",
      decided:
        "5xx share over 5 minutes: warning above 1 %, critical above 5 %. 0.1 % is the objective, 99.9 % of requests without error over 30 days.",
      because:
        "Only 5 % is an automatic alert; 1 % opens the issue page, and 0.1 % is what a morning should show. The window is ours.",
    },
    {
      id: "C-VS-02",
      decided:
        "P95 over 5 minutes: warning above 1 s, critical above 2 s. 500 ms is the objective, to hold 99 % of the time.",
      because: "The line with 1 s names no statistic and is read like the alert with 2 s, which names P95.",
    },
    {
      id: "C-VS-03",
      decided:
        "Memory: warning above 80 %, critical above 85 %, and an objective under 80 %, to hold 95 % of the time in every pod.",
      because: "The morning target informs and has a budget, the automatic alert pages.",
    },
    {
      id: "C-VS-04",
      decided:
        "A nightly dump at 01:00 UTC, and alerts when that dump or Supabase's own backup is older than 26 hours. The recovery point of 5 minutes stands as unproven, and a medium alert tells while point-in-time recovery is off.",
      because:
        "A nightly backup can lose a day (VS-096); the 5 minutes stay unproven until the owner confirms point-in-time recovery at Supabase, which that alert then verifies.",
    },
    {
      id: "C-VS-05",
      decided:
        "A restore each night at 04:00 UTC. After 26 hours without a good one a low alert informs, after 7 days a medium one.",
      because: "An automatic restore meets the daily and the weekly line at no further cost.",
    },
    {
      id: "C-VS-06",
      decided:
        "Every 15 minutes the organisations address is called without the header and must answer 401. It is never called with the header.",
      because:
        "The header's value would lie in a committed plan, and a bare user id that opens an administrator's data is a weakness of which the owner should hear first.",
    },
    {
      id: "C-VS-07",
      decided:
        "No alert. The audit logs are part of the morning check, the security logs of the weekly review.",
      because:
        "Neither line gives a rule; different logs can have different rhythms, and the daily look is the stricter one.",
    },
    {
      id: "C-VS-08",
      decided:
        "Kubernetes only: pods, limits, autoscaling from 2 to 4 and rollouts are those of the deployment victorysync-dashboard.",
      because:
        "Its names are the most complete of the three forms; alerts for all three would watch two that do not run.",
    },
    {
      id: "C-VS-09",
      decided: "Namespace victorysync, the default of the setting victorysync.namespace.",
      because: "A single line of the runbook names it and every other command leaves it out.",
    },
    {
      id: "C-VS-10",
      decided: "One dashboard in Datadog, none in Grafana.",
      because: "The runbook wants the Grafana boards only if Grafana is in use, and does not say that it is.",
    },
    {
      id: "C-VS-11",
      decided:
        "Two duties, the morning check at 08:00 and the evening review of the logs at 18:00; both read the error logs.",
      because:
        "The runbook wants both looks but states neither the evening's hour nor a time zone, so 18:00 is ours until the owner decides.",
    },
    {
      id: "C-VS-12",
      decided: "No downtime for the 30 minutes of a deployment.",
      because:
        "They have no day or hour, and a mute that long would hide an outage past the 15 minutes of the recovery time.",
    },
    {
      id: "A-01",
      decided: "A response time more than double that of the same hour a day before, told with low severity.",
      because:
        "The runbook calls for stable times without a number. A low alert wakes nobody, so it is on at once instead of only on request.",
    },
    {
      id: "A-02",
      decided: "The four levels are told after 0, 2, 5 and 15 minutes.",
      because:
        "Only the fourth is stated. The second is told in time to answer within an outage's 5 minutes, the third when they are over.",
    },
    {
      id: "A-03",
      decided:
        "Memory (80 % and 85 %) and disk (90 %) carry causes and first steps of our own, which begin with `kubectl top pods` and `df -h`.",
      because: "The runbook has no page for either, so their causes are unstated.",
    },
    {
      id: "A-04",
      decided:
        "Nothing rolls back by itself. The first steps of a stuck rollout and the note on rollbacks return to the release before, whatever its number.",
      because: "The tag 0.9.0 in the runbook goes stale with the next release.",
    },
    {
      id: "A-05",
      decided: "The host and the addresses of login and realtime are settings without a default.",
      because:
        "The domains in the runbook are placeholders; a check of them would watch somebody else's site.",
    },
    {
      id: "A-30",
      decided: "Both certificates alert at 7 days, and cert-manager renews them 30 days before the end.",
      because: "This runbook alone states the 7 days; a month leaves time to mend a failed renewal.",
    },
    {
      id: "A-31",
      decided:
        "Critical, high, medium and low, to be acted on within 5 minutes, 15 minutes, 4 hours and 24 hours; the first two page.",
      because:
        "The runbook has no scale of its own. The times leave 10 of the 15 minutes of the recovery time to mend an outage.",
    },
    {
      id: "A-33",
      decided: "The host is the setting victorysync.domain, which no other service reads.",
      because: "VendHub's runbook uses the same placeholder, so a shared default would mix the two up.",
    },
  ],
};

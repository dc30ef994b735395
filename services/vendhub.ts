import type { Service } from "../model/service";
import { alerts } from "./vendhub/alerts";
import { backups } from "./vendhub/backups";
import { checks } from "./vendhub/checks";
import { duties } from "./vendhub/duties";
import { notes } from "./vendhub/notes";
import { escalation, maintenance, routes, severities } from "./vendhub/on-call";
import { promises } from "./vendhub/promises";
import { settings } from "./vendhub/settings";
import { measuring, telemetry } from "./vendhub/telemetry";

/** VendHub (VH-M24): a shop on Railway with its database at Supabase. */
export const vendhub: Service = {
  name: "vendhub",
  title: "VendHub",
  stack: "Railway and Supabase",
  team: "vendhub",
  runbook: "vendhub.md",
  settings,
  severities,
  routes,
  telemetry,
  guardrails: [...alerts, ...promises, ...checks, ...maintenance, escalation, ...measuring, ...backups],
  duties,
  notes,
  undeployed: [],
  decisions: [
    {
      id: "C-VH-01",
      decided: "CPU over 15 minutes: warning above 70 %, critical above 85 %. Nothing stands at 80 %.",
      because:
        "The table is the alert; 80 % opens the issue page only. 70 % is also where Railway should add a replica, so the warning informs and does not page.",
    },
    {
      id: "C-VH-02",
      decided: "Memory over 15 minutes: warning above 75 %, critical above 90 %, and a low alert above 80 %.",
      because:
        "The table is the alert; 85 % opens the issue page only. Railway has no autoscaler to take the 80 %, so a person is told to add a replica.",
    },
    {
      id: "C-VH-03",
      decided:
        "P95 for all three: 500 ms is the objective, to hold 99 % of the time; over 5 minutes, 1 s warns and 5 s is critical.",
      because: "The table names no statistic, but the runbook's own target of 500 ms names P95.",
    },
    {
      id: "C-VH-04",
      decided:
        "A high alert, to be acted on within the runbook's 5 minutes instead of a P2's 15. The note on CPU tells its 5 to 15 minutes until it is resolved.",
      because:
        "The two times are read as two stages: the first action and the end of the fault. It stays a P2, since a P1 would mean a complete outage.",
    },
    {
      id: "C-VH-05",
      decided:
        "A high alert, to be acted on within the runbook's 5 minutes instead of a P2's 15. The note on memory tells its 5 to 10 minutes until it is resolved.",
      because: "As with CPU: two stages of one fault.",
    },
    {
      id: "C-VH-06",
      decided:
        "Failed readiness checks are critical (5 minutes to act), refused connections high (15 minutes). The notes keep the 15 minutes for a database that is down and the 5 to 20 for connections.",
      because: "They are different faults, so both times stand.",
    },
    {
      id: "C-VH-07",
      decided:
        "A medium alert, to be acted on within the runbook's 20 minutes instead of a P3's hour. The note on deployments tells its 10 to 30 minutes until it is resolved.",
      because: "Read as two stages. The old version still answers, so a failed deployment wakes nobody.",
    },
    {
      id: "C-VH-08",
      decided: "A page must be acknowledged within 2 minutes; a P1 is to be acted on within 5.",
      because: "The 5 minutes are the end of the assessment, which the acknowledgement begins.",
    },
    {
      id: "C-VH-09",
      decided:
        "A P2 must be acknowledged within 5 minutes and acted on within 15. Its escalation goes on after 15 as for every page.",
      because:
        "Each severity has its own time to acknowledge. The 15 minutes are the end of the assessment, which the acknowledgement begins.",
    },
    {
      id: "C-VH-10",
      decided:
        "The host is the setting vendhub.domain, without a default; no check calls the `.local` addresses.",
      because:
        "Both domains of the runbook are placeholders, and no `.local` name can be reached from outside.",
    },
    {
      id: "C-VH-11",
      decided: "The thresholds as the runbook prints them.",
      because:
        "It calls itself 1.0 while its history says that version 1.2 changed the thresholds: until the owner says which revision this is, they are unconfirmed.",
    },
    {
      id: "C-VH-12",
      decided:
        "A downtime of 2 hours from 02:00 UTC on the first Sunday mutes the alerts, those on the uptime budget too, and its hours do not count against the objectives.",
      because:
        "The 120 minutes are nearly three times the 43.2 minutes that 99.9 % leaves in 30 days, so the two hold together only if planned hours are left out; the owner should confirm it.",
    },
    {
      id: "C-VH-13",
      decided: "A nightly dump at 01:00 UTC, and a high alert when the last good one is older than 26 hours.",
      because:
        "Both checklists look for a backup and neither says when it runs; the alert does what the empty step of the morning script was meant to do.",
    },
    {
      id: "C-VH-14",
      decided: "A medium alert below 2 replicas and another at 5.",
      because: "2 and 5 bound the scaling; the 3 is only an example of the command.",
    },
    {
      id: "A-06",
      decided: "Level 3 is told after 45 minutes, level 4 after an hour.",
      because: "Read as 30 minutes after the 15 of level 2; that also keeps it before level 4.",
    },
    {
      id: "A-07",
      decided:
        "The slowest statement is the largest `mean_exec_time` of pg_stat_statements, which alerts above 1000 ms.",
      because:
        "The runbook also sorts by `total_time`, a column that PostgreSQL dropped in version 13; the dump assumes version 17.",
    },
    {
      id: "A-08",
      decided:
        "Turns of 7 days. Who takes part is the setting vendhub.onCallUsers, without a default; the handover is vendhub.handover, by default Monday 2026-01-05 at 09:00 UTC.",
      because:
        "The runbook names engineers A to D and no day, hour or zone. A rotation needs a start, so the handover has one that can be changed.",
    },
    {
      id: "A-09",
      decided: "Three failed runs of the readiness check within 5 minutes mean that the database is down.",
      because: "The runbook says no rule, and this address is its own check of the database.",
    },
    {
      id: "A-10",
      decided:
        "The objective wants fewer than 20 connections; the alert warns above 20 and is critical above 30. At exactly 20 the objective is missed and nothing warns.",
      because:
        "Both figures are deployed with the signs that the runbook gives them; one connection more or less does not matter.",
    },
    {
      id: "A-11",
      decided:
        "No threshold stands at 50 % of requests or at an exhausted pool. Errors alert at 1 % and 5 %, connections at 20 and 30.",
      because: "Both are examples in message templates, not rules.",
    },
    {
      id: "A-12",
      decided:
        "A nightly dump that is kept for 30 days, recovery points for 35, and a restore test on the 2nd of each month; no recovery time and no recovery point.",
      because:
        "The runbook states none of them. A shop without any backup would be worse than one with ours, so the schedule is a house default; objectives would be promises that nobody made.",
    },
    {
      id: "A-30",
      decided: "The certificate alerts at 7 days.",
      because:
        "No day is stated; the 7 days of VictorySync's runbook serve here too, since Railway renews a month ahead.",
    },
    {
      id: "A-31",
      decided:
        "P1 is critical, P2 high, P3 medium and P4 low, with the runbook's 5 minutes, 15 minutes, 1 hour and 4 hours.",
      because:
        "This scale begins at 1, so its P1, a complete outage, is the top; other runbooks count from zero.",
    },
    {
      id: "A-33",
      decided: "The host is the setting vendhub.domain, which no other service reads.",
      because: "VictorySync's runbook uses the same placeholder, so a shared default would mix the two up.",
    },
  ],
};

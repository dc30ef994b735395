import { z } from "zod";

import { seconds, signalName, unitName } from "./schema-common";

/** Whom a guardrail tells, and how urgently. */
export const alerting = {
  severity: z.enum(["critical", "high", "medium", "low"]),
  severityLabel: z.string().describe("the service's own word, such as P1"),
  respondWithin: seconds.describe("how soon a person acts"),
  route: z.string().describe("service/route that hears of an alert"),
  pages: z.boolean().describe("true when the route wakes a person"),
  notify: z
    .object({
      alert: z.array(z.string()),
      warning: z.array(z.string()),
      noData: z.array(z.string()),
      recovery: z.array(z.string()),
    })
    .strict(),
  priority: z.int().min(1).max(5),
  renotifyEvery: seconds.nullable(),
  message: z.string(),
  runbook: z.string().describe("address of the runbook page"),
};

/** The fields of a monitor beside the common ones. */
export const monitorFields = {
  signal: signalName,
  direction: z.enum(["above", "below"]),
  comparator: z.enum([">", ">=", "<", "<="]),
  warning: z.number().nullable(),
  critical: z.number(),
  warningRecovery: z.number().nullable(),
  criticalRecovery: z.number().nullable(),
  unit: unitName,
  over: seconds.describe("the window that is looked at"),
  sustainedFor: seconds.describe("how long every value must stay bad; 0 when the window's one value decides"),
  query: z.string().nullable().describe("null while nothing measures the signal"),
  groupBy: z.array(z.string()),
  silence: z.enum(["alert", "show", "resolve", "zero"]).describe("what missing data means"),
  requireFullWindow: z.boolean().describe("true when a window with holes is not evaluated"),
  evaluationDelay: seconds,
  newGroupDelay: seconds.nullable(),
  draft: z.boolean().describe("true while nothing measures the signal: shown, not deployed as an alert"),
  ...alerting,
};

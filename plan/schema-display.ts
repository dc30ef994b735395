import { z } from "zod";

import { seconds, unitName } from "./schema-common";

/** A widget that shows one guardrail, or the state of many. */
const widget = z.discriminatedUnion("kind", [
  z
    .object({
      kind: z.literal("series"),
      guardrail: z.string(),
      title: z.string(),
      query: z.string(),
      unit: unitName,
      markers: z.array(
        z.object({ level: z.number(), label: z.string(), tone: z.enum(["warning", "error", "ok"]) }).strict(),
      ),
    })
    .strict(),
  z.object({ kind: z.literal("objective"), guardrail: z.string(), title: z.string() }).strict(),
  z
    .object({
      kind: z.literal("objectives"),
      title: z.string(),
      query: z.string().describe("finds by tag the objectives that are made after the dashboard"),
    })
    .strict(),
  z.object({ kind: z.literal("alerts"), title: z.string(), query: z.string() }).strict(),
  z.object({ kind: z.literal("note"), text: z.string() }).strict(),
]);

/** A dashboard of one service, or of the estate. */
export const dashboardFields = {
  description: z.string(),
  widgets: z.array(widget).min(1),
};

const pairs = z.record(z.string(), z.string());

/** A rule that Sentry evaluates: on issues, or on a metric. */
export const sentryRuleFields = {
  organization: z.string(),
  project: z.string(),
  sentryEnvironment: z.string(),
  severity: z.enum(["critical", "high", "medium", "low"]),
  route: z.string(),
  pages: z.boolean(),
  rule: z.discriminatedUnion("kind", [
    z
      .object({
        kind: z.literal("issue"),
        match: z.enum(["all", "any"]),
        filterMatch: z.enum(["all", "any", "none"]),
        frequency: z.int().describe("minutes before the same issue notifies again"),
        conditions: z.array(pairs),
        filters: z.array(pairs),
        actions: z.array(pairs),
      })
      .strict(),
    z
      .object({
        kind: z.literal("metric"),
        dataset: z.string(),
        aggregate: z.string(),
        query: z.string(),
        eventTypes: z.array(z.string()),
        over: seconds,
        direction: z.enum(["above", "below"]),
        warning: z.number().nullable(),
        critical: z.number(),
        resolve: z.number().nullable(),
        unit: unitName,
        actions: z.array(
          z
            .object({
              type: z.string(),
              targetType: z.string(),
              target: z.string().nullable(),
              integration: z.string().nullable(),
            })
            .strict(),
        ),
      })
      .strict(),
  ]),
};

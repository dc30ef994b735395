import { z } from "zod";

import { id as guardrailId } from "../plan/schema-common";
import { classesByWeight, type ChangeClass } from "./change";
import { changeBacktest, stackBacktest } from "./schema-backtest";

/**
 * A preview as a published contract: `preview.schema.json` is generated from this file (`npm run render`). Every other
 * form of a preview is made from this one. Values are texts as a person reads them, in the model's units; absent is null.
 */
export const previewVersion = 2;

const className = z.enum(classesByWeight as [ChangeClass, ...ChangeClass[]]);
const id = guardrailId.describe("id of the guardrail, such as vendhub/cpu");
const before = z.string().nullable().describe("what it was; null where nothing was");
const after = z.string().nullable().describe("what it becomes; null where nothing is left");
const stack = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,100}$/)
  .describe("environment, as in Pulumi.<name>.yaml");

const origin = z
  .object({ file: z.string().describe("from the checkout's root"), line: z.int().min(1) })
  .strict()
  .nullable()
  .describe("where it is written; null where that is not known");

const field = z
  .object({
    field: z.string().describe("path in the guardrail, such as critical or scaleUp.every"),
    before,
    after,
    classes: z.array(className).min(1),
    because: z.string().describe("why it is classified so"),
    source: z.string().nullable().describe("where the value after comes from: facts, a page, a reason"),
    origin,
  })
  .strict();

const change = z
  .object({
    id,
    stack,
    service: z.string(),
    kind: z.string(),
    title: z.string(),
    alerts: z.boolean().describe("true when it tells people by itself"),
    classes: z.array(className).min(1).describe("what it means for the people on call, weightiest first"),
    gatedBy: z.array(className).describe("the classes that hold it back, waived or not"),
    waivedBy: z.array(z.string()).describe("the waivers that let it pass"),
    held: z.boolean().describe("true when it is held back and not waived"),
    renamedFrom: z.string().nullable().describe("its id before, where that differs"),
    before: before.describe("the guardrail before, in a few words; null where it is new"),
    after: after.describe("the guardrail after; null where it is gone"),
    facts: z.array(z.string()).describe("runbook facts that it deploys"),
    fields: z.array(field).describe("what differs; empty where it is new, gone or only renamed"),
    origin,
    backtest: changeBacktest,
  })
  .strict();

const setting = z.object({ key: z.string(), before, after }).strict();

const stackPart = z
  .object({
    stack,
    environment: z.string(),
    gates: z.boolean().describe("true when the environment pages, so that its changes may be held back"),
    sentence: z.string().describe("what a reviewer should know"),
    guardrails: z.object({ before: z.int(), after: z.int() }).strict(),
    settings: z.array(setting).describe("settings that differ"),
    notCompared: z
      .array(z.object({ kind: z.string(), field: z.string().nullable() }).strict())
      .describe("fields, or whole kinds, that only one of the two plans knows"),
    backtest: stackBacktest,
  })
  .strict();

const problem = z
  .object({
    stack,
    code: z.string(),
    path: z.string(),
    value: z.string().nullable(),
    rule: z.string(),
    remedy: z.string(),
    waived: z.boolean(),
  })
  .strict();

/** A preview: what changes for the people on call between two plans of one or more environments. */
export const previewSchema = z
  .object({
    schemaVersion: z.literal(previewVersion),
    base: z.string().describe("what was compared with"),
    head: z.string().describe("what was compared"),
    held: z.int().describe("how many changes and problems are held back and not waived"),
    stacks: z.array(stackPart).min(1),
    changes: z.array(change).describe("guardrails that differ, weightiest first within their stack"),
    problems: z.array(problem).describe("what is wrong with the plans after, or with what is deployed"),
    waivers: z
      .array(z.object({ waiver: z.string(), waives: z.int() }).strict())
      .describe("what was asked to pass, and how many changes and problems each let pass"),
  })
  .strict()
  .meta({ title: "Belfry preview", description: "What changes for the people on call." });

/** A preview as data. */
export type Preview = z.infer<typeof previewSchema>;

/** One guardrail that differs. */
export type PreviewChange = Preview["changes"][number];

/** One field of it. */
export type PreviewField = PreviewChange["fields"][number];

/** One environment of it. */
export type PreviewStack = Preview["stacks"][number];

/** What a change means for the past of an alert. */
export type ChangeBacktest = NonNullable<PreviewChange["backtest"]>;

/** The series of an alert with its levels and times in alert, before and after a change. */
export type Chart = NonNullable<ChangeBacktest["chart"]>;

/** What the changes of an environment mean for its past as a whole. */
export type StackBacktest = NonNullable<PreviewStack["backtest"]>;

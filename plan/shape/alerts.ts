import { z } from "zod";

import type {
  Assertion,
  CertificateDeclaration,
  Check,
  Guidance,
  Indicator,
  MonitorDeclaration,
  ObjectiveDeclaration,
  Silence,
  SyntheticDeclaration,
  Urgency,
} from "../../model/declaration";
import type { Declared } from "../../model/declared";
import type { Direction, SignalName } from "../../model/signal";
import {
  duration,
  factIds,
  form,
  oneOf,
  quantity,
  severity,
  signalName,
  sourced,
  telemetry,
  optionalText,
  optionalDuration,
  texts,
  text,
} from "./parts";

/** The fields of every declaration but its kind. */
export const declared: { readonly [K in keyof Declared]-?: z.ZodType } = {
  name: text,
  title: text,
  facts: factIds.optional(),
};

const guidance: { readonly [K in keyof Guidance]-?: z.ZodType } = {
  impact: text,
  causes: texts,
  firstSteps: texts,
};

const urgency: { readonly [K in keyof Urgency]-?: z.ZodType } = {
  severity: severity.optional(),
  respondWithin: optionalDuration,
  route: optionalText,
};

const monitor = form<MonitorDeclaration<SignalName>>({
  kind: z.literal("monitor"),
  ...declared,
  ...guidance,
  ...urgency,
  signal: signalName,
  critical: sourced(quantity()),
  warning: sourced(quantity()).optional(),
  direction: oneOf<Direction>(["above", "below"]).optional(),
  inclusive: z.boolean().optional(),
  over: optionalDuration,
  sustainedFor: optionalDuration,
  silence: sourced(oneOf<Silence>(["alert", "show", "resolve", "zero"])).optional(),
  telemetry: telemetry.optional(),
});

const indicator = z.discriminatedUnion("kind", [
  form<Extract<Indicator, { kind: "ratio" }>>({
    kind: z.literal("ratio"),
    good: text,
    total: text,
    telemetry,
  }),
  form<Extract<Indicator, { kind: "time-slice" }>>({
    kind: z.literal("time-slice"),
    signal: signalName,
    level: sourced(quantity()),
    telemetry: telemetry.optional(),
  }),
  form<Extract<Indicator, { kind: "monitor" }>>({ kind: z.literal("monitor"), monitor: text }),
]);

const objective = form<ObjectiveDeclaration>({
  kind: z.literal("objective"),
  ...declared,
  ...guidance,
  indicator,
  target: sourced(quantity(["percent"])),
  period: optionalDuration,
  burn: oneOf<ObjectiveDeclaration["burn"]>(["page", "ticket", "none"]),
});

type CheckOf<K extends Check["kind"]> = Extract<Check, { kind: K }>;

const check = z.discriminatedUnion("kind", [
  form<CheckOf<"http">>({
    kind: z.literal("http"),
    method: oneOf<CheckOf<"http">["method"]>(["GET", "HEAD", "POST"]),
    url: text,
    headers: z.record(z.string(), z.string()).optional(),
  }),
  form<CheckOf<"dns">>({
    kind: z.literal("dns"),
    host: text,
    record: oneOf<CheckOf<"dns">["record"]>(["A", "AAAA", "CNAME"]),
  }),
  form<CheckOf<"websocket">>({ kind: z.literal("websocket"), url: text }),
  form<CheckOf<"browser">>({ kind: z.literal("browser"), url: text }),
]);

type AssertionOn<K extends Assertion["on"]> = Extract<Assertion, { on: K }>;

const assertion = z.discriminatedUnion("on", [
  form<AssertionOn<"status">>({
    on: z.literal("status"),
    operator: oneOf<AssertionOn<"status">["operator"]>(["is", "below"]),
    value: sourced(z.number()),
  }),
  form<AssertionOn<"response-time">>({ on: z.literal("response-time"), below: duration }),
  form<AssertionOn<"json">>({ on: z.literal("json"), path: text, equals: z.string().nullable() }),
  form<AssertionOn<"header">>({ on: z.literal("header"), name: text }),
  form<AssertionOn<"record">>({ on: z.literal("record"), operator: z.literal("some") }),
]);

const synthetic = form<SyntheticDeclaration>({
  kind: z.literal("synthetic"),
  ...declared,
  ...guidance,
  ...urgency,
  check,
  assertions: z.array(assertion),
  every: optionalDuration,
});

const certificate = form<CertificateDeclaration>({
  kind: z.literal("certificate"),
  ...declared,
  ...guidance,
  ...urgency,
  host: text,
  critical: sourced(quantity(["days"])),
  warning: sourced(quantity(["days"])).optional(),
  issued: form<NonNullable<CertificateDeclaration["issued"]>>({
    namespace: text,
    issuer: text,
    secret: text,
    names: texts,
    duration,
    renewBefore: duration,
  }).optional(),
});

/** What alerts people and what is promised. */
export const alertForms = [monitor, objective, synthetic, certificate] as const;

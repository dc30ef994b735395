import type { z } from "zod";

import type { guardrailSchema, planSchema } from "./schema";

/** What one environment deploys. */
export type Plan = z.infer<typeof planSchema>;

/** One guardrail of a plan, told apart by `kind`. */
export type Guardrail = z.infer<typeof guardrailSchema>;

/** The closed list of kinds. */
export type GuardrailKind = Guardrail["kind"];

/** A guardrail of one kind. */
export type GuardrailOf<K extends GuardrailKind> = Extract<Guardrail, { kind: K }>;

/** Where one value of a guardrail comes from. */
export type PlanSource = Guardrail["sources"][number];

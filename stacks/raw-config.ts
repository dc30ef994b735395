import { z } from "zod";

/** A level as a stack's configuration writes it: a number in the guardrail's unit, or a text with its unit. */
const level = z.union([z.number(), z.string()]);

/** One changed value. */
export const overrideSchema = z.union([
  level,
  z
    .object({
      value: level,
      because: z.string().regex(/\S/).optional(),
      until: z.iso.date().optional(),
    })
    .strict(),
]);

/** One changed value as a stack's configuration writes it. */
export type RawOverride = z.infer<typeof overrideSchema>;

/** One setting's value. YAML makes a number of what is not in quotes. */
export const settingSchema = z.union([z.string().regex(/\S/, "must not be empty"), z.number()]);

/** One problem that is left on purpose. */
export const waiverSchema = z
  .object({
    code: z.string().regex(/^coherence\/[a-z-]+$/),
    path: z.string().min(1),
    because: z.string().regex(/\S/),
    until: z.iso.date(),
  })
  .strict();

/** A value that may be left out. Pulumi.yaml says so by an empty text: a key without a default is one that it requires. */
const orEmpty = <Schema extends z.ZodType>(schema: Schema) =>
  z
    .union([z.literal(""), schema])
    .transform((value): z.output<Schema> | undefined => (value === "" ? undefined : value))
    .optional();

/** What tags, names and buckets can carry. */
export const environmentName = /^[a-z](?:[a-z0-9-]{0,28}[a-z0-9])?$/;

const nameRule = "must be lower-case letters and digits with hyphens between them, at most 30";

/** Everything that a stack's configuration may say, under the namespace `belfry`. An unknown key is an error. */
export const rawConfigSchema = z
  .object({
    environment: z
      .string()
      .refine((name) => name === "" || environmentName.test(name), nameRule)
      .optional(),
    pages: z.boolean().default(false),
    pager: z.enum(["datadog", "pagerduty"]).default("datadog"),
    probeSlowdown: z.int().min(1).max(60).default(1),
    backups: z.enum(["full", "daily"]).default("full"),
    scale: z.number().min(0.01).max(100).default(1),
    relax: z.number().min(1).max(100).default(1),
    expires: orEmpty(z.iso.datetime({ precision: -1 })),
    clonedFrom: orEmpty(z.string().regex(environmentName, nameRule)),
    protected: orEmpty(z.boolean()),
    asOf: z.iso.date(),
    services: z.array(z.string()).default([]),
    settings: z.record(z.string(), settingSchema).default({}),
    exampleSettings: z.boolean().default(false),
    overrides: z.record(z.string(), z.record(z.string(), overrideSchema)).default({}),
    waivers: z.array(waiverSchema).default([]),
  })
  .strict();

/** A stack's configuration after its form was checked. */
export type RawConfig = z.infer<typeof rawConfigSchema>;

/** The keys that a stack's configuration may use. */
export const configKeys: readonly string[] = Object.keys(rawConfigSchema.shape);

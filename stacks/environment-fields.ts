import type { RawConfig } from "./raw-config";

/**
 * What becomes of a field of a stack's file in another environment: `inherited` holds there too, `own` must be said there,
 * `derived` follows from what is said.
 */
export type FieldWay = "inherited" | "own" | "derived";

/** How environments hold one field. */
export interface EnvironmentField {
  /** What becomes of it in another environment. */
  readonly way: FieldWay;
  /** Why, in a sentence. */
  readonly because: string;
}

const field = (way: FieldWay, because: string): EnvironmentField => ({ way, because });

/** Every field of a stack's file: a new one does not compile until somebody decides what a clone makes of it. */
export const environmentFields: Readonly<Record<keyof RawConfig, EnvironmentField>> = {
  environment: field("own", "A name is what tells environments apart."),
  pages: field("own", "Only who writes an environment decides that it wakes people."),
  pager: field("inherited", "One organisation holds its escalation chains in one place."),
  probeSlowdown: field("inherited", "How often is looked is a matter of cost, which is the same."),
  backups: field("derived", "Where nobody is paged the daily tier is enough, for a week."),
  scale: field("inherited", "A clone is as large as its origin, unless it is asked to be another size."),
  relax: field("inherited", "A clone is as lenient as its origin, unless it is asked to be more."),
  expires: field("own", "When an environment goes says nothing of another."),
  clonedFrom: field("own", "Where an environment comes from says nothing of another."),
  protected: field("derived", "What pages is protected; what does not is as its file says."),
  asOf: field("inherited", "Checks are made for one day in the whole checkout."),
  services: field("inherited", "A clone deploys what its origin deploys."),
  settings: field("own", "Each setting says for itself whether environments may share it."),
  exampleSettings: field("own", "Made-up settings are for the sandbox alone."),
  overrides: field("inherited", "A level that was changed on purpose was changed for a reason that holds."),
  waivers: field("inherited", "A problem that is left on purpose is the same problem there."),
};

import type { ChangeClass, FieldChange } from "../../preview/change";
import type { GuardrailChange } from "../../preview/diff";
import type { EnvironmentField } from "./attribute";

/** What a field of an environment is meant to change, and nothing else; words may always differ. */
export interface ParityRule {
  /** Why environments may differ in what it changes, in a sentence. */
  readonly because: string;
  /** Tells whether a change of one field, or of a whole guardrail, is what the environment's field is for. */
  readonly explains: (change: GuardrailChange, field: FieldChange | null) => boolean;
}

const among =
  (...meant: readonly ChangeClass[]): ParityRule["explains"] =>
  (change, field) =>
    (field ?? change).classes.every((each) => meant.includes(each));

const either =
  (...rules: readonly ParityRule["explains"][]): ParityRule["explains"] =>
  (change, field) =>
    rules.some((rule) => rule(change, field));

const ofKind =
  (kind: string, ...fields: readonly string[]): ParityRule["explains"] =>
  ({ after, before }, field) =>
    (after ?? before)?.kind === kind && field !== null && fields.includes(field.field);

/** The rule of each field of an environment. */
export const parityRules: Readonly<Record<EnvironmentField, ParityRule>> = {
  name: {
    because: "Names, tags, metrics and what is measured carry the environment's name.",
    // A maintenance window mutes the monitors of its own environment, whatever that is called.
    explains: either(among("scope", "route"), ofKind("downtime", "scope", "monitorTags")),
  },
  services: {
    because: "Only the services that belfry:services selects are deployed.",
    explains: (_change, field) => field === null,
  },
  settings: {
    because: "Addresses, accounts, channels and people are each environment's own.",
    // Other hosts are other names on a certificate, of which none is lost.
    explains: either(among("scope", "route"), ofKind("certificate", "issued.names")),
  },
  pager: {
    because: "Who holds the escalation chain is each environment's own.",
    explains: (change, field) =>
      change.after?.kind === "escalation" || among("route", "scope")(change, field),
  },
  pages: {
    because: "An environment without pages wakes nobody: no pager, the lowest priority, no reminders.",
    // What a chain promised and could not show is no longer promised; reminders that are off are silent on purpose.
    explains: either(
      among("stopped-paging", "silenced", "coverage-lost", "loosened", "route", "severity"),
      ofKind("escalation", "unproven"),
      ({ after }, field) =>
        after?.kind === "monitor" && after.signal === "remindersRun" && field?.field === "silence",
    ),
  },
  probeSlowdown: {
    because: "Outside of production checks from outside run less often.",
    explains: among("loosened", "schedule"),
  },
  backups: {
    because:
      "Outside of production only the daily recovery points are kept, for a week, and promise nothing.",
    explains: among("coverage-lost", "loosened", "retention"),
  },
  scale: {
    because: "Workloads keep as many replicas as belfry:scale says.",
    explains: either(
      ofKind("autoscaling", "minimum", "maximum"),
      // A level counted in replicas goes with them.
      ({ after }, field) => after?.kind === "monitor" && after.signal === "replicas" && field !== null,
    ),
  },
  relax: {
    because: "Levels are as far off as belfry:relax says.",
    explains: among("loosened"),
  },
  overrides: {
    because: "A changed value is declared in the environment's file.",
    explains: () => true,
  },
  waivers: { because: "A waiver changes nothing that is deployed.", explains: () => false },
};

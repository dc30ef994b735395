import type { Origin } from "../model/origin";
import type { Problem } from "../model/problem";
import { mapStrings } from "../plan/settings";
import type { Guardrail, Plan, PlanSource } from "../plan/types";
import { summaryOf } from "../report/summary";
import { keyOf, type PlanBacktest } from "./backtest/plan-backtest";
import { classesByWeight, type FieldChange } from "./change";
import { diffPlans, type GuardrailChange, type PlanDiff } from "./diff";
import { withBeneath } from "./engine/beneath";
import { gateOf, gatesPages, holdBack, waiversOf, type Gates } from "./gates";
import {
  previewVersion,
  type Preview,
  type PreviewChange,
  type PreviewField,
  type PreviewStack,
} from "./schema";
import { hideSecrets, hideTexts, settingTexts } from "./secrets";
import { sentenceOf } from "./sentence";

/** One environment's two plans. */
export interface StackPlans {
  /** Environment, as in `Pulumi.<name>.yaml`. */
  readonly stack: string;
  /** The plan before. */
  readonly base: Plan;
  /** The plan after. */
  readonly head: Plan;
  /** In what the two differ; compared when left out. */
  readonly diff?: PlanDiff;
  /** Fields and kinds that only one of the two knows. */
  readonly notCompared: PreviewStack["notCompared"];
  /** What is wrong with the plan after. */
  readonly problems: readonly Problem[];
  /** What the environment's configuration waives of that. */
  readonly waived: readonly Problem[];
  /** What the past says of the change; null where it was not looked at, or says nothing. */
  readonly backtest: PlanBacktest | null;
  /** Where a field of a guardrail of the plan after is written; null where that is not known. */
  readonly originOf: (guardrail: Guardrail, field: string) => Origin | null;
  /** True where the settings hold a secret, and no value of one may be shown; false when left out. */
  readonly hideSettings?: boolean;
  /** What changes at providers beside what the plans say; only where the engine was asked. */
  readonly beneath?: readonly GuardrailChange[];
}

/** What a preview is made of. */
export interface PreviewInputs {
  /** What was compared with, as the user named it. */
  readonly base: string;
  /** What was compared. */
  readonly head: string;
  /** The environments, in the order in which they are told. */
  readonly stacks: readonly StackPlans[];
  /** What is held back and what may pass. */
  readonly gates: Gates;
}

/** Everything that changes, in all environments: a function of the plans. */
export function previewOf({ base, gates, head, stacks }: PreviewInputs): Preview {
  const told = stacks.map((plans) => withoutSettings(previewStack(plans, gates), plans));
  const changes = told.flatMap((each) => each.changes);
  const problems = told.flatMap((each) => each.problems);
  const preview: Preview = {
    schemaVersion: previewVersion,
    base,
    head,
    held: changes.filter(({ held }) => held).length + problems.filter(({ waived }) => !waived).length,
    stacks: told.map((each) => each.stack),
    changes,
    problems,
    waivers: gates.waivers.map((waiver) => ({
      waiver,
      waives:
        changes.filter(({ waivedBy }) => waivedBy.includes(waiver)).length +
        told.flatMap((each) => each.open).filter((each) => waiversOf(each, gates).includes(waiver)).length,
    })),
  };
  return mapStrings(preview, hideSecrets);
}

interface ToldStack {
  readonly stack: PreviewStack;
  readonly changes: PreviewChange[];
  readonly problems: Preview["problems"];
  /** Its problems before the configuration's own waivers. */
  readonly open: readonly Problem[];
}

const withoutSettings = (told: ToldStack, { base, head, hideSettings = false }: StackPlans): ToldStack =>
  hideSettings ? hideTexts(told, settingTexts([base, head])) : told;

function previewStack(plans: StackPlans, gates: Gates): ToldStack {
  const { base, head, notCompared, stack } = plans;
  const diff = plans.diff ?? diffPlans(base, head);
  const pages = gatesPages(base, head);
  const changes = withBeneath(diff.changes, plans.beneath ?? [])
    .map((change) => ({ ...describeChange(change, plans), ...heldBack(change, pages, gates) }))
    .sort((one, other) => weightOf(one) - weightOf(other));
  const open = [...plans.problems, ...(pages ? gatedPast(plans, gates) : [])];
  const problems = [
    ...open.map((each) => ({ stack, ...each, waived: waiversOf(each, gates).length > 0 })),
    ...plans.waived.map((each) => ({ stack, ...each, waived: true })),
  ];
  const backtest = plans.backtest?.stack ?? null;
  return {
    changes,
    problems,
    open,
    stack: {
      stack,
      environment: head.environment,
      gates: pages,
      sentence: sentenceOf({ stack, changes, problems, backtest }),
      guardrails: { before: base.guardrails.length, after: head.guardrails.length },
      settings: diff.settings.map((each) => ({ ...each })),
      notCompared,
      backtest,
    },
  };
}

/** What the past says against the change, as far as somebody wants to know. */
const gatedPast = ({ backtest }: StackPlans, { names }: Gates): readonly Problem[] =>
  (backtest?.problems ?? []).filter((each) => names.some((name) => name === gateOf(each)));

/** What is held back comes first, then what weighs most; the sort keeps the plan's order among equals. */
const weightOf = ({ classes, held }: Pick<PreviewChange, "classes" | "held">): number =>
  (held ? 0 : classesByWeight.length) + classesByWeight.findIndex((each) => each === classes[0]);

function heldBack(change: GuardrailChange, pages: boolean, gates: Gates) {
  const { gatedBy, held, waivedBy } = holdBack(change, pages, gates);
  return { held, gatedBy: [...gatedBy], waivedBy: [...waivedBy] };
}

type Described = Omit<PreviewChange, "gatedBy" | "waivedBy" | "held">;

function describeChange({ after, before, classes, fields }: GuardrailChange, plans: StackPlans): Described {
  const shown = after ?? before;
  if (shown === null) throw new RangeError("A change has a guardrail before or after it.");
  const telling = fields.find((each) => each.classes[0] !== "text-only");
  return {
    id: shown.id,
    stack: plans.stack,
    service: shown.service,
    kind: shown.kind,
    title: shown.title,
    alerts: "severity" in shown,
    classes: [...classes],
    renamedFrom: before && after && before.id !== after.id ? before.id : null,
    before: before && summaryOf(before),
    after: after && summaryOf(after),
    facts: [...shown.facts],
    fields: fields.map((field) => describeField(field, shown, plans)),
    origin: after && plans.originOf(after, (telling ?? fields[0])?.field ?? ""),
    backtest: plans.backtest?.changes.get(keyOf(shown)) ?? null,
  };
}

function describeField(change: FieldChange, shown: Guardrail, { originOf }: StackPlans): PreviewField {
  const { after, because, before, classes, field } = change;
  const source = shown.sources.filter((each) => each.field === field).at(-1);
  return {
    field,
    before,
    after,
    classes: [...classes],
    because,
    source: source ? sourceText(source) : null,
    origin: originOf(shown, field),
  };
}

/** Where a value comes from, in words. */
function sourceText({ because, facts, key, kind, page, until }: PlanSource): string {
  const why = because === null ? "" : `: ${because}`;
  switch (kind) {
    case "fact":
      return `${facts.join(", ")}${why}`;
    case "documentation":
      return `${page ?? "documentation"}${why}`;
    case "setting":
      return `setting ${key ?? ""}${why}`;
    case "override":
      return `this environment's override${why}${until === null ? "" : ` (until ${until})`}`;
    case "house":
      return `our choice${why}`;
  }
}

import { writtenDuration } from "../../model/quantity";
import type { GuardrailOf } from "../../plan/types";
import { opposite, type Classes } from "../change";
import { common, muted } from "./common";
import {
  always,
  amount,
  changed,
  follows,
  members,
  optional,
  parts,
  plainly,
  scope,
  text,
  type Rule,
  type Rules,
} from "./kit";
import { duration, recurrence } from "./times";

type Autoscaling = GuardrailOf<"autoscaling">;

/** More of it is more room. */
const room = (what: string): Rule<number | null> =>
  amount({
    write: plainly,
    more: ["capacity", "tightened"],
    because: [`${what} leaves more room for load.`, `${what} leaves less room for load.`],
  });

/** More of it means that replicas come later or go sooner. */
const reluctance = (what: string, write: (value: number) => string | null): Rule<number | null> =>
  amount({
    write,
    more: ["capacity", "loosened"],
    because: [`${what}, so there is less room for load.`, `${what} less, so there is more room for load.`],
  });

const share = (value: number): string => `${value} %`;

/** More of it keeps replicas for longer. */
const keeps = (write: (value: number) => string): Rule<number> =>
  amount({
    write,
    more: ["capacity", "tightened"],
    because: ["Replicas stay for longer.", "Replicas go sooner."],
  });

/** Rules of autoscaling. */
export const autoscaling: Rules<Autoscaling> = {
  ...common,
  target: scope("The workload"),
  minimum: room("The minimum"),
  maximum: room("The maximum"),
  utilization: parts({
    cpu: reluctance("Replicas come at a fuller CPU", share),
    memory: reluctance("Replicas come at a fuller memory", share),
  }),
  scaleUp: parts({
    stabilization: reluctance("Replicas come later", writtenDuration),
    percent: room("Each step"),
    pods: room("Each step"),
    every: reluctance("Steps come more slowly", writtenDuration),
  }),
  scaleDown: parts({
    stabilization: keeps(writtenDuration),
    percent: amount({
      write: share,
      more: ["capacity", "loosened"],
      because: ["More replicas go at once.", "Fewer replicas go at once."],
    }),
    every: keeps(writtenDuration),
  }),
};

/** Rules of disruption budgets. */
export const disruptionBudget: Rules<GuardrailOf<"disruption-budget">> = {
  ...common,
  namespace: scope("The namespace"),
  selector: scope("What it selects"),
  maxUnavailable: amount({
    write: plainly,
    more: ["capacity", "loosened"],
    because: ["More replicas may go at once.", "Fewer replicas may go at once."],
  }),
};

const binary = { Ki: 2 ** 10, Mi: 2 ** 20, Gi: 2 ** 30, Ti: 2 ** 40 } as const;
const metric = { m: 1e-3, k: 1e3, M: 1e6, G: 1e9, T: 1e12 } as const;
const factors: Readonly<Record<string, number>> = { ...binary, ...metric, "": 1 };

/**
 * A quantity of Kubernetes as a number; NaN for what is none.
 *
 * https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/
 */
function kubernetesQuantity(text: string): number {
  const [, digits = "", suffix = ""] = /^(\d+(?:\.\d+)?)([A-Za-z]*)$/.exec(text) ?? [];
  return digits === "" ? Number.NaN : Number(digits) * (factors[suffix] ?? Number.NaN);
}

const container =
  (more: Classes, because: readonly [more: string, less: string]): Rule<string> =>
  (before, after, { field }) => {
    const step = kubernetesQuantity(after) - kubernetesQuantity(before);
    const known = !Number.isNaN(step) && step !== 0;
    return [
      changed(
        field,
        [before, after],
        known
          ? { classes: step > 0 ? more : opposite(more), because: because[step > 0 ? 0 : 1] }
          : { classes: ["capacity"], because: "It is written in another way." },
      ),
    ];
  };

const most = container(
  ["capacity", "loosened"],
  ["One container may take more from the others.", "One container may take less from the others."],
);
const given = container(
  ["capacity"],
  ["A container that asks for nothing is given more.", "A container that asks for nothing is given less."],
);

/** Rules of the limits of containers. */
export const capacity: Rules<GuardrailOf<"capacity">> = {
  ...common,
  namespace: scope("The namespace"),
  maximum: parts({ cpu: most, memory: most }),
  request: parts({ cpu: given, memory: given }),
};

/** A mute holds where all of its tags do, so one tag more mutes less. */
const mutedBy: Rule<readonly string[]> = members({
  write: (tag) => tag,
  more: opposite(muted),
  because: ["It mutes fewer alerts.", "It mutes more alerts."],
});

/** What a mute loses by a tag that is gone is told as a silence, in whichever direction the tags went. */
const monitorTags: Rule<readonly string[]> = (before, after, at) =>
  mutedBy(before, after, at).map((change) =>
    before.some((tag) => !after.includes(tag))
      ? { ...change, classes: [...muted, ...change.classes.filter((each) => !muted.includes(each))] }
      : change,
  );

type Correction = NonNullable<GuardrailOf<"downtime">["correction"]>;

/** Rules of planned maintenance. */
export const downtime: Rules<GuardrailOf<"downtime">> = {
  ...common,
  scope: always({ classes: ["scope", "silenced"], because: "It mutes something else." }),
  monitorTags,
  rrule: recurrence({
    rarer: ["tightened", "schedule"],
    oftener: [...muted, "schedule"],
    because: ["It mutes less often.", "It mutes more often."],
  }),
  duration: duration([...muted, "schedule"], ["It mutes for longer.", "It mutes for a shorter time."]),
  timezone: always({ classes: ["schedule"], because: "Its hours are those of another place." }),
  message: text,
  spares: members({
    write: (objective) => objective,
    more: ["loosened"],
    because: [
      "Its hours no longer count against more objectives.",
      "Its hours count against more objectives.",
    ],
  }),
  correction: optional<Correction>({
    write: ({ rrule }) => rrule,
    comes: ["loosened"],
    because: ["Its hours no longer count against objectives.", "Its hours count against objectives."],
    within: parts({
      rrule: follows("the recurrence"),
      start: always({ classes: ["schedule"], because: "Its hours are counted from another day." }, (value) =>
        new Date(Number(value) * 1000).toISOString(),
      ),
    }),
  }),
};

type LogMetric = GuardrailOf<"log-metric">;

/** Rules of metrics that are counted from logs. */
export const logMetric: Rules<LogMetric> = {
  ...common,
  from: scope("What it counts"),
  metric: scope("The metric"),
  filter: scope("What it counts"),
  compute: scope("How it counts"),
  groupBy: scope("What it counts separately"),
};

const drawn = always(
  { classes: ["text-only"], because: "What is drawn follows from the guardrails." },
  (value) => (Array.isArray(value) ? `${value.length} widgets` : null),
);

/** Rules of dashboards, which nobody is called by. */
export const dashboard: Rules<GuardrailOf<"dashboard">> = { ...common, description: text, widgets: drawn };

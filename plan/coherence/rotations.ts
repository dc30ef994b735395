import { writtenDuration } from "../../model/quantity";
import { uncovered } from "../on-call-hours";
import type { GuardrailOf } from "../types";
import { instantOf } from "../zoned-time";
import { ofKind, type CoherenceRule, type Coherent } from "./rule";

type DatadogPager = Extract<GuardrailOf<"escalation">["pager"], { kind: "datadog" }>;

/** The chains whose rotations Belfry deploys; PagerDuty's are unknown here. */
const rotations = ({
  guardrails,
}: Coherent): readonly { readonly id: string; readonly pager: DatadogPager }[] =>
  ofKind(guardrails, "escalation").flatMap(({ id, pager }) =>
    pager.kind === "datadog" ? [{ id, pager }] : [],
  );

const weeks = 13;

/** A stretch's ends as clocks of the zone show them, such as `2026-11-23 17:00`. */
const shown = (instant: number, timeZone: string): string =>
  new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "short" }).format(instant);

/** At every moment somebody is on call. */
export const noGap: CoherenceRule = {
  code: "coherence/on-call-gap",
  title: "At every moment somebody is on call",
  because: "A page in a gap goes to nobody until the next step of the chain.",
  example: "The one layer of a rotation is on call from Monday to Friday, 09:00 to 17:00.",
  fix: "Add a layer for the missing hours, or lengthen those that are there.",
  find: (plan) =>
    rotations(plan).flatMap(({ id, pager: { layers, timezone } }) => {
      const from = instantOf(`${plan.environment.asOf}T00:00:00`, timezone);
      if (from === undefined) return [];
      const gaps = uncovered(layers, timezone, { from, to: from + weeks * 7 * 86_400_000 });
      const [first] = gaps;
      if (!first) return [];
      const all = gaps.reduce((sum, gap) => sum + gap.to - gap.from, 0);
      const hours = writtenDuration(Math.round(all / 3_600_000) * 3600);
      const ends = `${shown(first.from, timezone)} to ${shown(first.to, timezone)} (${timezone})`;
      return [
        {
          path: `${id}.rotation`,
          value: ends,
          rule:
            gaps.length === 1
              ? "no layer has anybody on call then."
              : `no layer has anybody on call then, nor in ${gaps.length - 1} more stretches of the next ${weeks} weeks, ${hours} in all.`,
          remedy: "Add a layer for these hours, or lengthen one.",
        },
      ];
    }),
};

/** A rotation's layers still hold. */
export const noEndedLayer: CoherenceRule = {
  code: "coherence/ended-layer",
  title: "No layer of a rotation has ended",
  because: "An ended layer reads as if its people were on call, and nobody is.",
  example: "A layer was for the winter, until 2026-04-01, and the plan is of November.",
  fix: "Give the layer a later end, or remove it.",
  find: (plan) =>
    rotations(plan).flatMap(({ id, pager: { layers, timezone } }) =>
      layers.flatMap(({ name, until }) => {
        const today = instantOf(`${plan.environment.asOf}T00:00:00`, timezone);
        const end = until === null ? undefined : instantOf(until, timezone);
        if (today === undefined || end === undefined || end > today) return [];
        return [
          {
            path: `${id}.${name}.until`,
            value: until,
            rule: `the layer ended before ${plan.environment.asOf}, the day of this plan.`,
            remedy: "Give it a later end, or remove it.",
          },
        ];
      }),
    ),
};

/** Every layer has people. */
export const noEmptyLayer: CoherenceRule = {
  code: "coherence/empty-layer",
  title: "Every layer of a rotation has people",
  because: "Datadog refuses a layer without people, and a rotation without layers calls nobody.",
  example: "The setting that names the rotation's people holds only a comma.",
  fix: "Name at least one person in the layer's setting.",
  find: (plan) =>
    rotations(plan).flatMap(({ id, pager: { layers } }) => {
      if (layers.length === 0) {
        return [
          {
            path: `${id}.rotation`,
            value: null,
            rule: "the rotation has no layer, so nobody is ever on call.",
            remedy: "Add a layer with its people.",
          },
        ];
      }
      return layers
        .filter(({ users }) => users.length === 0)
        .map(({ name }) => ({
          path: `${id}.${name}`,
          value: null,
          rule: "the layer has nobody who takes turns.",
          remedy: "Name somebody in its setting.",
        }));
    }),
};

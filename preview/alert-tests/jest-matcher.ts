import type { Guardrail } from "../../plan/types";
import { isReplayed, type Among } from "../history/wanted";
import type { GivenSeries } from "./form";
import { readTests } from "./read";
import { runTest } from "./run";
import { sentenceOf } from "./report";

/** When and for whom {@link toAlertOn} looks. */
export interface AlertsOn {
  /** Time since the start of the series, such as `15m`. */
  readonly at: string;
  /** Time between two points; a minute when left out. */
  readonly interval?: string;
  /** The group; left out for an alert without groups. */
  readonly group?: Readonly<Record<string, string>>;
  /** The plan in which the objective of a burn-rate alert stands; others need none. */
  readonly plan?: Among;
}

/** Points in promtool's notation: of all that an alert reads, or of each group or part. */
export type Points = string | readonly (Pick<GivenSeries, "group" | "part"> & { readonly values: string })[];

/**
 * Jest matcher: whether a monitor, a burn-rate alert or a metric rule of Sentry is in alert at a time of a made-up series,
 * in promtool's notation.
 *
 * ```ts
 * expect.extend({ toAlertOn });
 * expect(cpu).toAlertOn("60x14 90x15", { at: "30m" });
 * expect(cpu).not.toAlertOn("60x14 80x15", { at: "30m" });
 * expect(burn).toAlertOn([{ part: 1, values: "1000x59" }, { part: 2, values: "50x59" }], { at: "1h", plan });
 * ```
 *
 * @throws Error when the guardrail does not alert, or cannot be simulated on such a series
 */
export function toAlertOn(
  guardrail: Guardrail,
  series: Points,
  { at, group, interval = "1m", plan = { guardrails: [] } }: AlertsOn,
): { readonly pass: boolean; readonly message: () => string } {
  const { id } = guardrail;
  if (!isReplayed(guardrail))
    throw new Error(`${id} is a ${guardrail.kind}: monitors, burn-rate alerts and metric rules alert.`);
  const test = { name: id, guardrail: id, series, expect: [{ at, group, state: "alert" }] };
  const { problems, tests } = readTests(id, JSON.stringify({ interval, tests: [test] }));
  const [written] = tests;
  const run = written ? runTest(written, guardrail, plan) : { ok: false as const, problems };
  if (!run.ok) throw new Error(run.problems.map(({ remedy, rule }) => `${id}: ${rule} ${remedy}`).join("\n"));
  const [failure] = run.value.failures;
  return {
    pass: failure === undefined,
    message: () =>
      failure ? `${sentenceOf(failure)}.` : `${id} is in alert at ${at}, which is not expected.`,
  };
}

declare global {
  // Jest's types are a global namespace: https://jestjs.io/docs/expect#expectextendmatchers
  // eslint-disable-next-line @typescript-eslint/no-namespace
  namespace jest {
    /** Jest's matchers with those for guardrails; the type parameters are Jest's own. */
    // eslint-disable-next-line @typescript-eslint/no-empty-object-type, @typescript-eslint/no-unused-vars
    interface Matchers<R, T = {}> {
      /** Whether an alert is on at a time of a made-up series. */
      toAlertOn(series: Points, when: AlertsOn): R;
    }
  }
}

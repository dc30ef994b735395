import type { Guardrail } from "../../plan/types";
import { readTests } from "./read";
import { runTest } from "./run";
import { sentenceOf } from "./report";

/** When and for whom {@link toAlertOn} looks. */
export interface AlertsOn {
  /** Time since the start of the series, such as `15m`. */
  readonly at: string;
  /** Time between two points; a minute when left out. */
  readonly interval?: string;
}

/**
 * Jest matcher: whether a monitor is in alert at a time of a made-up series, in promtool's notation.
 *
 * ```ts
 * expect.extend({ toAlertOn });
 * expect(cpu).toAlertOn("60x14 90x15", { at: "30m" });
 * expect(cpu).not.toAlertOn("60x14 80x15", { at: "30m" });
 * ```
 *
 * @throws Error when the guardrail is no monitor, or cannot be simulated on such a series
 */
export function toAlertOn(
  guardrail: Guardrail,
  series: string,
  { at, interval = "1m" }: AlertsOn,
): { readonly pass: boolean; readonly message: () => string } {
  if (guardrail.kind !== "monitor")
    throw new Error(`${guardrail.id} is a ${guardrail.kind}: only monitors alert.`);
  const test = { name: guardrail.id, guardrail: guardrail.id, series, expect: [{ at, state: "alert" }] };
  const { problems, tests } = readTests(guardrail.id, JSON.stringify({ interval, tests: [test] }));
  const [written] = tests;
  if (!written) throw new Error(problems.map(({ remedy, rule }) => `${rule} ${remedy}`).join("\n"));
  const run = runTest(written, guardrail);
  if (!run.ok) throw new Error(`${guardrail.id}: ${run.why}`);
  const [failure] = run.value.failures;
  return {
    pass: failure === undefined,
    message: () =>
      `${guardrail.id} ${failure ? sentenceOf(failure) : `is in alert at ${at}, which is not expected`}.`,
  };
}

declare global {
  // Jest's types are a global namespace: https://jestjs.io/docs/expect#expectextendmatchers
  // eslint-disable-next-line @typescript-eslint/no-namespace
  namespace jest {
    /** Jest's matchers with those for guardrails; the type parameters are Jest's own. */
    // eslint-disable-next-line @typescript-eslint/no-empty-object-type, @typescript-eslint/no-unused-vars
    interface Matchers<R, T = {}> {
      /** Whether a monitor is in alert at a time of a made-up series. */
      toAlertOn(series: string, when: AlertsOn): R;
    }
  }
}

import { describeProblem } from "../../../model/problem";
import { checkCoherence, coherenceRules } from "../../../plan/coherence/rules";
import type { Guardrail, GuardrailOf } from "../../../plan/types";
import { loadCommitted } from "../../support/models";

const { environment, plan } = loadCommitted("local");

/** Fields that are broken, deeply merged into a guardrail; lists are replaced. */
type Changes = Readonly<Record<string, unknown>>;

function merged(value: unknown, changes: Changes): Changes {
  const entries = Object.entries(changes).map(([key, change]): [string, unknown] => {
    const isBranch = change !== null && typeof change === "object" && !Array.isArray(change);
    return [key, isBranch ? merged((value as Changes)[key], change as Changes) : change];
  });
  return { ...(value as Changes), ...Object.fromEntries(entries) };
}

/** The shipped guardrails, those of some ids changed; null takes one away. */
const broken = (changes: Readonly<Record<string, Changes | null>>): readonly Guardrail[] =>
  plan.guardrails.flatMap((each) => {
    const change = changes[each.id];
    if (change === null) return [];
    return [change ? (merged(each, change) as unknown as Guardrail) : each];
  });

const steps = stepsOf("watchtower/on-call");
const cpu = plan.guardrails.find(({ id }) => id === "vendhub/cpu");
// VictorySync has no alert on CPU of its own: VendHub's stands in for one.
const paging = (changes: Changes): readonly Guardrail[] => [
  ...plan.guardrails,
  merged(cpu, {
    id: "victorysync/cpu",
    service: "victorysync",
    notify: { alert: ["@oncall-victorysync-local"], noData: [], recovery: [] },
    ...changes,
  }) as unknown as Guardrail,
];

const variants: Readonly<Record<string, readonly Guardrail[]>> = {
  "coherence/cpu-above-target": paging({ critical: 65 }),
  "coherence/window-after-scaling": paging({ over: 60 }),
  "coherence/at-maximum": broken({ "victorysync/replicas-at-maximum": null }),
  "coherence/disruption-budget": broken({ "victorysync/disruption-budget": { maxUnavailable: 2 } }),
  "coherence/freshness": broken({ "vendhub/backup-freshness": { critical: 49 } }),
  "coherence/backup-watched": broken({ "vendhub/backup-size": null }),
  "coherence/retention-lock": broken({ "estate/backups": { maximumRetention: 864_000 } }),
  "coherence/recovery-point": broken({
    "victorysync/database-backup": { recoveryPoint: { keptBy: "dumps" } },
  }),
  "coherence/recovery-time": broken({ "victorysync/restore-duration": null }),
  "coherence/objective-sampling": broken({ "vendhub/uptime": { target: 99.9999 } }),
  "coherence/burn-reachable": broken({ "watchtower/errors-burn-fast": { factor: 2000 } }),
  "coherence/renewal-window": broken({ "victorysync/certificate": { critical: 30 } }),
  // Whether a second person is reached in time is asked of its owner already.
  "coherence/escalation-in-time": broken({
    "vocavision/on-call": {
      steps: stepsOf("vocavision/on-call").map((step) => ({ ...step, after: step.after + 3600 })),
    },
  }),
  "coherence/second-in-time": broken({ "watchtower/on-call": { steps: steps.slice(0, 1) } }),
  "coherence/nobody-twice": broken({
    "watchtower/on-call": { steps: [...steps, ...steps.slice(-1).map((step) => ({ ...step, after: 7200 }))] },
  }),
  "coherence/dead-route": broken({ "operations/on-call": null }),
  "coherence/on-call-gap": broken({
    "vendhub/on-call": {
      pager: {
        layers: [
          {
            name: "office",
            handover: "2026-01-05T09:00:00",
            until: null,
            length: 604_800,
            users: ["someone"],
            hours: [{ startDay: "monday", startTime: "09:00", endDay: "friday", endTime: "17:00" }],
          },
        ],
      },
    },
  }),
  "coherence/ended-layer": broken({
    "vendhub/on-call": {
      pager: {
        layers: [
          ...layersOf("vendhub/on-call"),
          ...layersOf("vendhub/on-call").map((layer) => ({
            ...layer,
            name: "summer",
            until: "2026-09-01T00:00:00",
          })),
        ],
      },
    },
  }),
  "coherence/empty-layer": broken({
    "vendhub/on-call": {
      pager: {
        layers: [
          ...layersOf("vendhub/on-call"),
          ...layersOf("vendhub/on-call").map((layer) => ({ ...layer, name: "nights", users: [] })),
        ],
      },
    },
  }),
  "coherence/page-complete": broken({ "vendhub/cpu": { runbook: "" } }),
  "coherence/silent-gauge": broken({ "vendhub/crashes": { silence: "zero" } }),
  "coherence/silent-probe": broken({ "vendhub/slow-statements": { silence: "resolve" } }),
  "coherence/quiet-environment": plan.guardrails,
  "coherence/never-muted": broken({
    "vendhub/monthly-maintenance": { monitorTags: ["env:local", "service:vendhub"] },
  }),
  "coherence/mute-is-rare": broken({
    "vendhub/monthly-maintenance": { rrule: "FREQ=DAILY;BYHOUR=2;BYMINUTE=0", duration: 14_400 },
  }),
};

function stepsOf(id: string): GuardrailOf<"escalation">["steps"] {
  const found = plan.guardrails.find((each) => each.id === id);
  return found?.kind === "escalation" ? found.steps : [];
}

function layersOf(id: string): readonly Changes[] {
  const found = plan.guardrails.find((each) => each.id === id);
  return found?.kind === "escalation" && found.pager.kind === "datadog" ? found.pager.layers : [];
}

const codes = coherenceRules.map(({ code }) => code);

describe("the shipped services, broken in one place", () => {
  it("keep every rule until then", () => {
    expect(checkCoherence({ guardrails: plan.guardrails, environment })).toEqual([]);
    expect(Object.keys(variants).sort()).toEqual([...codes].sort());
  });

  it.each(codes)("break %s with a message of their own", (code) => {
    const pages = code !== "coherence/quiet-environment";
    const problems = checkCoherence({
      guardrails: variants[code] ?? [],
      environment: { ...environment, pages },
    });
    const [first] = problems.filter((each) => each.code === code);

    expect(new Set(problems.map((each) => each.code))).toEqual(new Set([code]));
    expect(first && describeProblem(first)).toMatchSnapshot();
  });
});

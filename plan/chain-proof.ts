import { mention } from "../model/route";
import type { Severity } from "../model/severity";
import { isAlert, type Alert } from "./message/occasions";
import type { Guardrail, GuardrailOf } from "./types";

type Escalation = GuardrailOf<"escalation">;

/** What a chain's figures prove of the response time of one severity, or of alerts that have their own. */
export interface ChainProof {
  /** The severity. */
  readonly severity: Severity;
  /** The service's own word for it. */
  readonly label: string;
  /** Ids of the alerts that have this response time alone; empty for the severity's own. */
  readonly alerts: readonly string[];
  /** How soon a person acts, seconds. */
  readonly respondWithin: number;
  /** How soon a page is acknowledged, seconds. */
  readonly acknowledgeWithin: number;
  /** When the first and the second person are told, seconds since the page began; null where nobody is. */
  readonly told: { readonly first: number | null; readonly second: number | null };
  /** Whether each of them is told early enough to acknowledge before the response time is over. */
  readonly inTime: { readonly first: boolean; readonly second: boolean };
}

/** The alerts among guardrails. */
export const alertsOf = (guardrails: readonly Guardrail[]): readonly Alert[] => guardrails.filter(isAlert);

/** How messages mention a chain. */
export const mentionOf = ({ pager }: Escalation): string =>
  mention(
    pager.kind === "datadog"
      ? { kind: "on-call", name: pager.team.handle }
      : { kind: "pagerduty", name: pager.service },
  );

/** What is proved of a chain: each severity that pages, then the alerts that say another response time. */
export function proofsOf(chain: Escalation, guardrails: readonly Guardrail[]): readonly ChainProof[] {
  const told = mentionOf(chain);
  const called = alertsOf(guardrails).filter(({ notify, pages }) => pages && notify.alert.includes(told));
  const own = chain.responses.map((response) => proofOf(chain, { ...response, alerts: [] }));
  const proofs = new Map(own.map((proof) => [keyOf(proof), proof] as const));
  for (const alert of called) {
    const key = keyOf(alert);
    const known = proofs.get(key);
    if (known?.alerts.length === 0) continue;
    const { respondWithin, severity, severityLabel: label } = alert;
    const acknowledgeWithin =
      chain.responses.find((each) => each.severity === severity)?.acknowledgeWithin ??
      chain.acknowledgeWithin;
    const alerts = [...(known?.alerts ?? []), alert.id];
    proofs.set(key, proofOf(chain, { severity, label, respondWithin, acknowledgeWithin, alerts }));
  }
  return [...proofs.values()];
}

const keyOf = ({ respondWithin, severity }: Pick<ChainProof, "respondWithin" | "severity">): string =>
  `${severity} ${respondWithin}`;

function proofOf({ steps }: Escalation, asked: Omit<ChainProof, "told" | "inTime">): ChainProof {
  const [first = null, second = null] = steps.map(({ after }) => after).sort((a, b) => a - b);
  const inTime = (after: number | null): boolean =>
    after !== null && after + asked.acknowledgeWithin <= asked.respondWithin;
  return { ...asked, told: { first, second }, inTime: { first: inTime(first), second: inTime(second) } };
}

import { writtenDuration } from "../../model/quantity";
import { proofsOf, type ChainProof } from "../../plan/chain-proof";
import type { Guardrail, GuardrailOf } from "../../plan/types";
import { code, escaped, markdownTable, page } from "./markdown";

type Escalation = GuardrailOf<"escalation">;

/** Who takes turns and what the chain's figures prove, for each severity and each alert with a time of its own. */
export function chainBlock(guardrail: Guardrail, all: readonly Guardrail[]): string {
  if (guardrail.kind !== "escalation") return "";
  const proofs = proofsOf(guardrail, all);
  if (proofs.length === 0) return page([pagerOf(guardrail), "Nothing pages here."]).trimEnd();
  const rows = proofs.map((proof) => [
    proof.alerts.length === 0 ? escaped(proof.label) : proof.alerts.map(code).join(", "),
    writtenDuration(proof.acknowledgeWithin),
    writtenDuration(proof.respondWithin),
    reached(proof, "first"),
    reached(proof, "second"),
  ]);
  return page([
    pagerOf(guardrail),
    markdownTable(
      ["severity or alert", "acknowledge within", "act within", "first person", "second person"],
      rows,
    ),
  ]).trimEnd();
}

/** Who holds the chain, and when somebody of each layer is on call. */
function pagerOf({ pager }: Escalation): string {
  if (pager.kind === "pagerduty") {
    return `PagerDuty's service ${code(pager.service)} holds this chain. Belfry deploys only Datadog's team ${code(pager.team.handle)}; what is proved below holds as far as PagerDuty has these steps.`;
  }
  const layers = pager.layers.map(({ handover, hours, length, name, until, users }) => {
    const stretches = hours.map(
      (each) => `${each.startDay} ${each.startTime} to ${each.endDay} ${each.endTime}`,
    );
    const when = stretches.length === 0 ? "at all hours" : stretches.join(", ");
    const end = until === null ? "" : `, until ${code(until)}`;
    return `- ${code(name)}: ${users.map(code).join(", ")}, turns of ${writtenDuration(length)} from ${code(handover)} on${end}, ${when}`;
  });
  return [
    `Datadog's team ${code(pager.team.handle)} holds this chain (${escaped(pager.timezone)}):`,
    "",
    ...layers,
  ].join("\n");
}

function reached({ inTime, told }: ChainProof, which: "first" | "second"): string {
  const after = told[which];
  if (after === null) return "**unproven**: nobody is named";
  const when = after === 0 ? "told at once" : `told after ${writtenDuration(after)}`;
  return inTime[which] ? `${when}: in time` : `${when}: **unproven**`;
}

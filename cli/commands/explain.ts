import { relative } from "node:path";

import { Command } from "commander";

import type { Origin } from "../../model/origin";
import type { FactFigures } from "../../model/fact";
import type { ComesNext } from "../../report/recurring";
import { sourceWords } from "../../report/source-words";
import { explain, type ExplainedLayer, type Explanation } from "../../report/explain";
import { loadPlan, factBook } from "../../stacks/load-plan";
import { configLine, readStackFile } from "../../stacks/stack-file";
import { checkout } from "../checkout";
import { deployedResources, type DeployedResource } from "../engine/deployed-resources";
import { lastChange, type LastChange } from "../engine/last-changed";
import { meantGuardrail } from "../meant-guardrail";
import { formatOption, stackOption } from "../options";

interface ExplainOptions {
  readonly stack: string;
  readonly format: "table" | "json";
}

/** An explanation with what only a checkout knows: what is deployed, and when each line last changed. */
export interface FullExplanation extends Explanation {
  /** Resources of the local stack that carry it; null where the stack is not deployed on this machine. */
  readonly resources: readonly DeployedResource[] | null;
  /** The latest change of each line that a value is written on, by `file:line`. */
  readonly changes: Readonly<Record<string, LastChange>>;
}

/** `belfry explain`: why a guardrail is as it is, and what else hangs on it. */
export function explainCommand(): Command {
  return new Command("explain")
    .description("Say why a guardrail is as it is: each value, who set it where, and what carries it.")
    .argument("<guardrail>", "its id, a resource's name or URN, or what the provider's console shows")
    .addOption(stackOption())
    .addOption(formatOption())
    .action(async (word: string, { format, stack }: ExplainOptions) => {
      const explanation = await explainAll(word, stack);
      console.log(format === "json" ? JSON.stringify(explanation, null, 2) : describe(explanation));
    });
}

async function explainAll(word: string, stack: string): Promise<FullExplanation> {
  const source = readStackFile(checkout, stack);
  const { origins, plan } = loadPlan(source);
  const guardrail = meantGuardrail(word, plan);
  const explanation = explain(guardrail, { plan, origins, facts: factBook.facts });
  const values = explanation.values.map(({ field, layers }) => ({
    field,
    layers: layers.map((layer) => {
      const path = pathInFile(layer, guardrail.id, field);
      const line = path === null ? null : configLine(checkout, stack, path);
      return line === null ? inCheckout(layer) : { ...layer, origin: line };
    }),
  }));
  return {
    ...explanation,
    values,
    resources: await deployedResources(checkout, stack, guardrail.id),
    changes: changesOf(values.flatMap(({ layers }) => layers)),
  };
}

/** Where a stack's file says what a layer does; null of a layer that no file of a stack speaks in. */
function pathInFile(
  { layer, source: { key } }: ExplainedLayer,
  id: string,
  field: string,
): readonly string[] | null {
  if (layer === "override") return ["overrides", id, field];
  if (layer !== "environment" || key === null) return null;
  return key.startsWith("belfry:") ? [key.slice("belfry:".length)] : ["settings", key];
}

const inCheckout = (layer: ExplainedLayer): ExplainedLayer =>
  layer.origin === null
    ? layer
    : { ...layer, origin: { ...layer.origin, file: relative(checkout, layer.origin.file) } };

const place = ({ file, line }: Origin): string => `${file}:${line}`;

function changesOf(layers: readonly ExplainedLayer[]): Record<string, LastChange> {
  const origins = layers.flatMap(({ origin }) => (origin === null ? [] : [origin]));
  const lines = new Map(origins.map((origin) => [place(origin), origin]));
  return Object.fromEntries(
    [...lines].flatMap(([key, origin]) => {
      const change = lastChange(checkout, origin);
      return change === null ? [] : [[key, change] as const];
    }),
  );
}

/** An explanation as a person reads it. */
export function describe(explanation: FullExplanation): string {
  const { changes, environment, id, kind, query, related, resources, summary, title, unset } = explanation;
  return [
    `${id}: ${title} (${kind}, ${environment})`,
    summary,
    ...(query === null ? [] : [query]),
    "",
    ...explanation.values.flatMap(({ field, layers }) => [
      field,
      ...layers.flatMap((layer) => describeLayer(layer, changes)),
    ]),
    ...listed("Comes next", explanation.recurring.map(describeNext)),
    ...listed(
      "Deployed as",
      (resources ?? []).map(({ id: providerId, name, type }) => `${type} ${name} (${providerId})`),
    ),
    ...(resources === null
      ? ["", "What carries it shows here once the stack is deployed on this machine."]
      : []),
    ...listed(
      "Has to do with",
      related.map((each) => `${each.id} ${each.because}`),
    ),
    ...listed("Still unset", unset),
  ].join("\n");
}

function listed(heading: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ["", heading, ...lines.map((line) => `  ${line}`)];
}

function describeNext({ next, timezone, what }: ComesNext): string {
  const times = next.map(({ local, utc }) =>
    timezone === "UTC" ? `${utc} UTC` : `${local} ${timezone} (${utc} UTC)`,
  );
  return `${what}: ${times.join(", ")}`;
}

function describeLayer(layer: ExplainedLayer, changes: FullExplanation["changes"]): readonly string[] {
  const { facts, origin, source, stated } = layer;
  const change = origin === null ? undefined : changes[place(origin)];
  const where = origin === null ? "" : ` at ${place(origin)}`;
  const when = change ? `, last changed ${change.day} by ${change.commit} (${change.subject})` : "";
  return [
    `  ${stated ?? "-"}  set by ${sourceWords(source)}${where}${when}`,
    ...(source.because === null ? [] : [`    because ${source.because}`]),
    ...(source.ask === null ? [] : [`    to ask: ${source.ask}`]),
    ...facts.map((fact) => `    ${fact.id}: ${describeFact(fact)}`),
  ];
}

function describeFact(fact: FactFigures & { readonly id: string }): string {
  const { critical, kind, target, unit = "", warning } = fact;
  const figures = Object.entries({ warning, critical, target })
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name} ${value ?? ""} ${unit}`.trim());
  return [kind, ...figures].join(", ");
}

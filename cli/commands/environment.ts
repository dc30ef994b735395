import { Command } from "commander";

import {
  describeEnvironment,
  type DescribedEnvironment,
  type EnvironmentLayer,
} from "../../stacks/describe-environment";
import { knownServices } from "../../stacks/load-plan";
import { readStackFile, stackFileOf } from "../../stacks/stack-file";
import { checkout } from "../checkout";
import { colour } from "../colour";
import { counted } from "../engine/deploy";
import { formatOption, stackArgument } from "../options";
import { soundPlan } from "../sound-plan";
import { table } from "../table";

/** `belfry environment`: everything in which one environment can differ from another, and who said it. */
export function environmentCommand(): Command {
  return new Command("environment")
    .description("Show everything in which an environment can differ from others, and which file says it.")
    .addArgument(stackArgument("stack", "environment, as in Pulumi.<name>.yaml"))
    .addOption(formatOption())
    .action((stack: string, { format }: { readonly format: "table" | "json" }) => {
      const { environment } = soundPlan(stack);
      const described = describeEnvironment(readStackFile(checkout, stack), environment, knownServices);
      console.log(
        format === "json"
          ? JSON.stringify({ schemaVersion: 1, ...described }, null, 2)
          : describe(described, stackFileOf(checkout, stack)),
      );
    });
}

const clones = { inherited: "takes it over", own: "says its own", derived: "derives it" } as const;

function describe({ environment, fields, settings }: DescribedEnvironment, file: string): string {
  const layers: Readonly<Record<EnvironmentLayer | "examples", string>> = {
    service: "services/",
    project: "Pulumi.yaml",
    stack: file,
    derived: "derived",
    examples: "made up",
  };
  const missing = settings.filter(({ value }) => value === null);
  return [
    `${environment}: ${counted(fields.length, "field")} and ${counted(settings.length, "setting")}.`,
    "",
    table(
      ["field", "value", "said by", "a clone"],
      fields.map(({ key, layer, value, way }) => [key, shown(value), layers[layer], clones[way]]),
    ),
    "",
    table(
      ["setting", "value", "said by", "a clone"],
      settings.map(({ key, layer, shared, value }) => [
        key,
        value ?? colour.bold("missing"),
        layer === null ? "" : layers[layer],
        shared ? clones.inherited : clones.own,
      ]),
    ),
    ...(missing.length === 0
      ? []
      : [
          "",
          `${counted(missing.length, "setting")} missing: write them under belfry:settings in ${file} before pulumi up.`,
        ]),
  ].join("\n");
}

/** A value on one line; what is a list of guardrails or problems is counted, for its file shows it best. */
function shown(value: unknown): string {
  if (value === null) return "";
  if (Array.isArray(value))
    return value.every((each) => typeof each === "string") ? value.join(", ") : String(value.length || "");
  if (typeof value === "object") return String(Object.keys(value).length || "");
  return typeof value === "string" ? value : JSON.stringify(value);
}

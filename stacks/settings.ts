import * as pulumi from "@pulumi/pulumi";

import { configValue } from "./config-value";
import { configKeys } from "./raw-config";
import type { ConfigSource } from "./resolve-environment";
import { shardOf, type Shard } from "./shard";

/** The configuration of the running stack. The only place that reads pulumi.Config. */
export function runningStack(): ConfigSource {
  const stack = pulumi.getStack();
  const config = new pulumi.Config("belfry");
  const given = Object.keys(pulumi.runtime.allConfig())
    .filter((key) => key.startsWith("belfry:"))
    .map((key) => key.slice("belfry:".length));
  const values = [...new Set([...configKeys, ...given])].flatMap((key) => {
    const value = configValue(key, config.get(key));
    return value === undefined ? [] : [[key, value] as const];
  });
  // A shard is of its environment, whatever it deploys of it.
  const { environment } = shardOf(stack);
  return { where: `stack ${stack}`, stack: environment, values: Object.fromEntries(values) };
}

/** The part of its environment that the running stack deploys. */
export const runningShard = (): Shard => shardOf(pulumi.getStack());

/**
 * Keys of the running stack's configuration that hold a secret somewhere. The engine hands their names to the program by
 * this variable, which the SDK reads and has no public function for.
 *
 * https://github.com/pulumi/pulumi/blob/v3.248.0/sdk/nodejs/runtime/config.ts
 */
export function secretKeys(): ReadonlySet<string> {
  const keys = JSON.parse(process.env["PULUMI_CONFIG_SECRET_KEYS"] ?? "[]") as readonly string[];
  return new Set(keys.filter((key) => key.startsWith("belfry:")).map((key) => key.slice("belfry:".length)));
}

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";

import { ModelError, type Problem } from "../../model/problem";
import { configValue } from "../../stacks/config-value";
import { shardOf } from "../../stacks/shard";
import { configIn, stackFileOf } from "../../stacks/stack-file";

/**
 * Files of shards that say something else than their environment's file, which is the one that all shards read: what
 * somebody wrote there would be passed over without a word.
 */
export function shardFileProblems(root: string, environment: string): readonly Problem[] {
  const common = stackFileOf(root, environment);
  const config = meantIn(root, common);
  return readdirSync(root)
    .filter((file) => isOfShard(file, environment) && file !== common)
    .flatMap((file): readonly Problem[] => {
      const own = meantIn(root, file);
      const keys = [...new Set([...Object.keys(own), ...Object.keys(config)])];
      const differing = keys.filter((key) => !isDeepStrictEqual(own[key], config[key]));
      // A salt alone is Pulumi's own note.
      if (Object.keys(own).length === 0 || differing.length === 0) return [];
      return [
        {
          code: "stack/shard-file",
          path: file,
          value: differing.join(", "),
          rule: `every shard of ${environment} reads ${common}, and what this file says otherwise reaches nobody.`,
          remedy: `Write it in ${common}, and remove this file.`,
        },
      ];
    });
}

function isOfShard(file: string, environment: string): boolean {
  const [, stack] = /^Pulumi\.(.+)\.yaml$/.exec(file) ?? [];
  if (stack === undefined) return false;
  const { environment: of, shard } = shardOf(stack);
  // The local stack's template is of no shard.
  return of === environment && shard !== null && shard !== "template";
}

/** What a file configures, as it is meant; nothing where it cannot be read as that. */
function meantIn(root: string, file: string): Readonly<Record<string, unknown>> {
  try {
    const config = configIn({ file, text: readFileSync(join(root, file), "utf8") });
    return Object.fromEntries(
      Object.entries(config).map(([key, value]) => [key, configValue(key.replace(/^belfry:/, ""), value)]),
    );
  } catch (error) {
    if (error instanceof ModelError) return {};
    throw error;
  }
}

import { isSecret } from "../../environments/clone/draft";
import type { ConfigSource } from "../../stacks/resolve-environment";

/** A configuration without the settings that only its stack can read. */
export function withoutSecrets(source: ConfigSource): ConfigSource {
  const { settings } = source.values;
  if (typeof settings !== "object" || settings === null) return source;
  const readable = Object.entries(settings).filter(([, value]) => !isSecret(value));
  return { ...source, values: { ...source.values, settings: Object.fromEntries(readable) } };
}

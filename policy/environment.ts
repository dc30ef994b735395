import { at, listOf, unknown, type Bag } from "./value";

/** What a rule must know of the stack. */
export interface StackFacts {
  /** Name of the environment that the stack is. */
  readonly environment: string;
  /** Whether its alerts may wake a person; false where nothing says so. */
  readonly pages: boolean;
  /**
   * The service whose part of the environment the stack is, such as `vendhub` in `prod.vendhub`; `estate` for what services
   * share; null where the stack is the whole environment.
   */
  readonly shard: string | null;
}

/** Reads the stack of a resource from its URN, and from the stack's configuration (`belfry:environment`, `belfry:pages`). */
export function stackFactsOf(urn: string, config: Readonly<Record<string, unknown>>): StackFacts {
  // `prod.vendhub` is a part of prod.
  const [, stack = "", shard = null] = /^urn:pulumi:([^:.]*)(?:\.([^:]*))?/.exec(urn) ?? [];
  const named = config["belfry:environment"];
  return {
    environment: typeof named === "string" && named !== "" ? named : stack,
    pages: String(config["belfry:pages"]) === "true",
    shard,
  };
}

/** The stack's configuration, which the engine gives to a pack as JSON in a variable. */
export function stackConfig({ PULUMI_CONFIG }: NodeJS.ProcessEnv): Readonly<Record<string, unknown>> {
  const config: unknown = JSON.parse(PULUMI_CONFIG || "{}");
  return config as Readonly<Record<string, unknown>>;
}

/** What an application calls production in Sentry says no more than that: which stack that is, the stack says. */
const anyProduction = /^prod(?:uction)?$/i;

/**
 * The environment that a resource says it belongs to: a tag or label `env`, Sentry's `environment` unless it is any
 * production; undefined where it says nothing, and then it is the stack's; unknown where a preview cannot tell.
 */
export function environmentOf(type: string, props: Bag): string | typeof unknown | undefined {
  const { environment, tags } = props;
  const said = [
    ...listOf(tags).map((tag) => (typeof tag === "string" ? /^env:(.+)$/.exec(tag)?.[1] : at(tag, "env"))),
    at(props, "metadata.labels.env"),
    type.startsWith("sentry:") && !isAnyProduction(environment) ? environment : undefined,
  ];
  const named = said.find((each) => typeof each === "string" && each !== "") as string | undefined;
  return named ?? (said.includes(unknown) ? unknown : undefined);
}

const isAnyProduction = (environment: unknown): boolean =>
  typeof environment === "string" && anyProduction.test(environment);

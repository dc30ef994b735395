import type { Guardrail } from "../plan/types";

/** The guardrail and, where it becomes several resources of one type, which of them. */
export interface Identity {
  /** The planned guardrail, whose tags are its identity. */
  readonly guardrail: Guardrail;
  /** Distinguishes resources of one type, such as `warning` and `critical`; part of the identity that outlives state. */
  readonly part?: string;
}

/** Identity as Datadog tags: the plan's own, plus the part. */
export function datadogTags({ guardrail, part }: Identity): string[] {
  return part === undefined ? [...guardrail.tags] : [...guardrail.tags, `belfry-part:${part}`];
}

/** Identity as a map of AWS tags. */
export function awsTags(identity: Identity): Record<string, string> {
  return Object.fromEntries(
    datadogTags(identity).map((tag) => {
      const colon = tag.indexOf(":");
      return [tag.slice(0, colon), tag.slice(colon + 1)];
    }),
  );
}

/** Identity as Kubernetes labels; a label's value may hold no slash, so `vendhub/cpu` becomes `vendhub.cpu`. */
export function labels(identity: Identity): Record<string, string> {
  return Object.fromEntries(
    Object.entries(awsTags(identity)).map(([key, value]) => [key, value.replaceAll("/", ".")]),
  );
}

/** Identity as one line of text, for objects that take neither tags nor labels: a search of the console finds it. */
export function identityLine(identity: Identity): string {
  return datadogTags(identity).join(" ");
}

import { tagsOf, tagValue, type ForeignMonitor } from "./foreign-monitor";
import type { ReadMonitor } from "./match";
import type { MeasureOf } from "./measures";
import { isCombined, type QueryShape } from "./shape";

/** Why a monitor cannot be a guardrail, and what to do instead. */
export interface Reason {
  /** What stands in the way. */
  readonly because: string;
  /** What helps. */
  readonly remedy: string;
}

/** Where a monitor would go. */
export interface Destination {
  /** Environment of the plan. */
  readonly environment: string;
  /** Service of every monitor that names none; null leaves those out. */
  readonly service: string | null;
  /** Services that are known and that the environment does not deploy. */
  readonly leftOut: readonly string[];
  /** Who says what a query measures. */
  readonly measureOf: MeasureOf;
}

/** What a monitor that Belfry made says it is; null for everybody else's. */
export function ownGuardrail(monitor: ForeignMonitor): string | null {
  const tags = tagsOf(monitor);
  const own = tagValue(tags, "belfry");
  if (own === undefined || !tags.includes("managed-by:belfry")) return null;
  return `${own} of Belfry's environment ${tagValue(tags, "env") ?? "?"}`;
}

/** A monitor that Belfry made for another environment, or that reads another one. */
export function otherEnvironment({ monitor, shape }: ReadMonitor, environment: string): Reason | null {
  const own = ownGuardrail(monitor);
  if (own !== null)
    return {
      because: `it is ${own}, and the plan of ${environment} has no such guardrail.`,
      remedy: "Name its stack with --stack; `npx belfry recover` cleans up what nothing wants any more.",
    };
  const combined = shape.tags.find((tag) => isCombined(tag) && /\benv\b/.test(tag));
  if (combined !== undefined)
    return {
      because: `it picks its environment by "${combined}", and a guardrail reads one environment.`,
      remedy: "Write the tags that must all hold with commas between them, each monitor with one env tag.",
    };
  const read = plainTags(shape).find((tag) => tag.startsWith("env:") && tag !== `env:${environment}`);
  if (read === undefined) return null;
  return {
    because: `it reads ${read}, and the environment here is ${environment}.`,
    remedy: "Name the stack of that environment with --stack; its name must be the tag's value.",
  };
}

const plainTags = ({ tags }: QueryShape): readonly string[] => tags.filter((tag) => !isCombined(tag));

/** The service that a monitor names: in its tags, else in what it reads. */
const serviceOf = ({ monitor, shape }: ReadMonitor): string | undefined =>
  tagValue(tagsOf(monitor), "service") ?? tagValue(plainTags(shape), "service");

/** Files of services/ that hold no service: a service of that name would have to stand in their place. */
const otherFiles: readonly string[] = ["all", "doubts", "estate", "facts"];

/** The service whose guardrail a monitor would be: the one that it names, or the one that is said for those that name none. */
export function serviceFor(
  read: ReadMonitor,
  { environment, leftOut, service: said }: Destination,
): { readonly ok: true; readonly service: string } | { readonly ok: false; readonly reason: Reason } {
  const named = serviceOf(read);
  const service = named !== undefined && isServiceName(named) ? named : said;
  const no = (because: string, remedy: string) => ({ ok: false, reason: { because, remedy } }) as const;
  if (service === null && named === undefined)
    return no(
      "nothing says of which service it is.",
      "Tag it service:<name>, or name the service with --service.",
    );
  if (service === null)
    return no(
      `${named ?? ""} is no service's name in Belfry: ${serviceNameRule}.`,
      "Name it with --service.",
    );
  if (otherFiles.includes(service))
    return no(
      `services/${service}.ts is a file of Belfry's own, so no service has this name.`,
      "Tag it with the service that it watches.",
    );
  if (leftOut.includes(service))
    return no(
      `${environment} leaves ${service} out.`,
      `Name it under belfry:services of Pulumi.${environment}.yaml, or another stack with --stack.`,
    );
  return { ok: true, service };
}

/** How services are called, since their names are part of ids and names of files. */
export const serviceNameRule = "up to 50 lower-case letters, digits and hyphens";

/** Whether a service may be called so. */
export const isServiceName = (name: string): boolean => /^[a-z0-9-]{1,50}$/.test(name);

import { maskSecrets } from "../../preview/deployed/secret";
import type { StateResource } from "../../recovery/deployment";
import type { KubernetesObject } from "./judge";

/** The Kubernetes objects that a stack deploys, as the provider would send them. */
export function objectsOf(resources: readonly StateResource[]): readonly KubernetesObject[] {
  return resources
    .filter(({ custom, type }) => custom && type.startsWith("kubernetes:"))
    .map(({ inputs }) => sent(maskSecrets(inputs)) as KubernetesObject);
}

/** The engine's own notes are not sent. */
function sent(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sent);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !key.startsWith("__"))
      .map(([key, each]) => [key, sent(each)]),
  );
}

/** An object that no cluster may take, and what it is. */
export interface Refused {
  /** What is wrong with it. */
  readonly what: string;
  /** The object. */
  readonly object: KubernetesObject;
}

/** Made of the deployed objects with one thing wrong in each: a server that takes them does not look. */
export function knownBad(objects: readonly KubernetesObject[]): readonly Refused[] {
  const autoscaler = changed(objects, "HorizontalPodAutoscaler", (spec) => ({
    ...spec,
    minReplicas: 9,
    maxReplicas: 3,
  }));
  const misspelled = changed(objects, "CronJob", (spec) => ({ ...spec, shedule: "0 3 * * *" }));
  const privileged = changed(
    objects,
    "CronJob",
    (spec) =>
      JSON.parse(
        JSON.stringify(spec).replaceAll(
          '"allowPrivilegeEscalation":false',
          '"allowPrivilegeEscalation":true',
        ),
      ) as Spec,
  );
  return [
    { what: "an autoscaler whose maximum is below its minimum", object: autoscaler },
    { what: "a job with a field that does not exist", object: misspelled },
    { what: "a job whose pods may gain privileges", object: privileged },
  ];
}

type Spec = Readonly<Record<string, unknown>>;

function changed(
  objects: readonly KubernetesObject[],
  kind: string,
  change: (spec: Spec) => Spec,
): KubernetesObject {
  const found = objects.find((each) => each.kind === kind);
  if (!found) throw new Error(`No ${kind} is deployed of which a bad one could be made.`);
  const bad = { ...found, spec: change(found["spec"] as Spec) };
  if (JSON.stringify(bad) === JSON.stringify(found)) throw new Error(`The bad ${kind} is as the good one.`);
  return bad;
}

import { isDeepStrictEqual } from "node:util";

import { estateShard, shardOf } from "../stacks/shard";
import type { Finding } from "./finding";
import type { OperatorObject, Stack } from "./schema";

/** What is wrong with objects that are right each by itself. */
export function togetherFindings(objects: readonly OperatorObject[]): readonly Finding[] {
  const stacks = objects.filter((each): each is Stack => each.kind === "Stack");
  return [
    ...twice(objects, ({ kind, metadata: { name, namespace } }) => ({
      key: [kind, namespace, name].join(" "),
      field: "metadata.name",
      value: name,
      rule: "another object has this name too, and the last one that is applied takes the place of the others.",
    })),
    ...twice(stacks, ({ spec: { stack } }) => ({
      key: stack,
      field: "spec.stack",
      value: stack,
      rule: "another Stack deploys it too, and a stack of a backend has one writer.",
    })),
    ...apart(objects),
    ...hasty(stacks),
    ...stacks.flatMap((each) => accountFindings(each, objects)),
  ];
}

interface Same extends Pick<Finding, "field" | "value" | "rule"> {
  /** The same for two objects of which there may be one. */
  readonly key: string;
}

function twice<Each extends OperatorObject>(
  objects: readonly Each[],
  sameOf: (object: Each) => Same,
): readonly Finding[] {
  const seen = new Set<string>();
  return objects.flatMap((object): readonly Finding[] => {
    const { key, ...found } = sameOf(object);
    if (!seen.has(key)) {
      seen.add(key);
      return [];
    }
    return [
      { ...found, code: "operator/twice", object: object.metadata.name, remedy: "Leave one of them out." },
    ];
  });
}

/** Prerequisites, accounts and Secrets are looked up in the Stack's own namespace. */
function apart(objects: readonly OperatorObject[]): readonly Finding[] {
  const placed = objects.filter(({ kind }) => kind !== "ClusterRoleBinding");
  const [first] = placed;
  return placed
    .filter(({ metadata: { namespace } }) => namespace !== first?.metadata.namespace)
    .map(({ metadata: { name, namespace } }) => ({
      code: "operator/namespace",
      object: name,
      field: "metadata.namespace",
      value: namespace ?? null,
      rule: `what is in ${first?.metadata.namespace ?? "the namespace of whoever applies it"} is not found from here: accounts, prerequisites and Secrets are of one namespace.`,
      remedy: "Write the same namespace everywhere.",
    }));
}

/** What services share must be there before what looks it up by name. */
function hasty(stacks: readonly Stack[]): readonly Finding[] {
  const partOf = ({ spec: { stack } }: Stack) => shardOf(stack.split("/").pop() ?? "");
  return stacks.flatMap((each) => {
    const { environment, shard } = partOf(each);
    const estate = stacks.find((other) =>
      isDeepStrictEqual(partOf(other), { environment, shard: estateShard }),
    );
    if (shard === null || shard === estateShard || !estate) return [];
    const { name } = estate.metadata;
    const waits = (each.spec.prerequisites ?? []).map((prerequisite) => prerequisite.name);
    // One that is not there is told as such.
    if (waits.some((other) => other === name || !stacks.some(({ metadata }) => metadata.name === other)))
      return [];
    return [
      {
        code: "operator/prerequisite",
        object: each.metadata.name,
        field: "spec.prerequisites",
        value: null,
        rule: `it does not wait for ${name}, which deploys what services share.`,
        remedy: `Let it wait for ${name}.`,
      },
    ];
  });
}

/** The role that lets a pod ask who calls it. */
const delegator = "system:auth-delegator";

function accountFindings(
  { metadata: { name: object, namespace }, spec: { serviceAccountName: account } }: Stack,
  objects: readonly OperatorObject[],
): readonly Finding[] {
  const found = {
    code: "operator/account",
    object,
    field: "spec.serviceAccountName",
    value: account ?? null,
  };
  const isThere = objects.some(
    ({ kind, metadata }) => kind === "ServiceAccount" && metadata.name === account,
  );
  if (!isThere)
    return [
      {
        ...found,
        rule: "no ServiceAccount of that name is here, and the pod would be made as nobody, or not at all.",
        remedy: "Name the ServiceAccount that is applied with it.",
      },
    ];
  const isBound = objects.some(
    (each) =>
      each.kind === "ClusterRoleBinding" &&
      each.roleRef.name === delegator &&
      each.subjects.some((who) => who.name === account && (namespace ?? who.namespace) === who.namespace),
  );
  if (isBound) return [];
  return [
    {
      ...found,
      rule: `no ClusterRoleBinding gives it ${delegator} in this namespace, without which the pod can let nobody in.`,
      remedy: "Bind that role to it, as `belfry operator` writes it.",
    },
  ];
}

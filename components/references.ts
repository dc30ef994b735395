import * as pulumi from "@pulumi/pulumi";

import { referencedId } from "../model/source";

/** Datadog's ids of a service's dashboards, by guardrail id. */
export type Dashboards = ReadonlyMap<string, pulumi.Input<string>>;

/** A text in which each `${dashboard:id}` is the id that Datadog gave; a text without one stays as it is. */
export function withDashboards(text: string, dashboards: Dashboards): pulumi.Input<string> {
  const named = [...new Set([...text.matchAll(/\$\{dashboard:[^}]+\}/g)].map(([reference]) => reference))];
  if (named.length === 0) return text;
  const ids = named.map((reference) => {
    const id = dashboards.get(referencedId(reference));
    if (id === undefined) throw new Error(`A message links ${reference}, which its service does not have.`);
    return id;
  });
  return pulumi
    .all(ids)
    .apply((found) =>
      found.reduce((filled, id, index) => filled.replaceAll(named[index] ?? "", () => id), text),
    );
}

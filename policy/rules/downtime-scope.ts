import type { ResourceRule } from "../rule";
import { at, isGiven, listOf, type Value } from "../value";

/** Where each kind of downtime says which alerts, and which monitors, it mutes. */
const fields: Readonly<
  Record<string, { readonly scope: string; readonly id: string; readonly tags: string }>
> = {
  "datadog:index/downtimeSchedule:DowntimeSchedule": {
    scope: "scope",
    id: "monitorIdentifier.monitorId",
    tags: "monitorIdentifier.monitorTags",
  },
  "datadog:index/downtime:Downtime": { scope: "scopes", id: "monitorId", tags: "monitorTags" },
};

const isAll = (value: Value): boolean => value === "*";

/** https://docs.datadoghq.com/monitors/downtimes/ */
export const downtimeScope: ResourceRule = {
  name: "downtime-scope",
  title: "A downtime mutes some alerts, not all",
  because: "A downtime of everything mutes the alert that says that the maintenance went wrong.",
  severity: "critical",
  types: Object.keys(fields),
  check: ({ props, type }) => {
    const { id, scope, tags } = fields[type] ?? { id: "", scope: "", tags: "" };
    const isChosen = isGiven(at(props, id)) || !listOf(at(props, tags)).every(isAll);
    if (isChosen || !listOf(at(props, scope)).some(isAll)) return [];
    return [
      {
        path: scope,
        value: "*",
        rule: "it mutes every monitor of the organisation.",
        remedy: "Give it a scope such as env:prod, or choose its monitors by tags such as service:shop.",
      },
    ];
  },
};

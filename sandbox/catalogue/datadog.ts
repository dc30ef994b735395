import { createHash } from "node:crypto";

import type { KindTable, PackageCatalogue, ResourceKind } from "./kind";
import { hexId, numericId, publicId, textOf, uuid } from "./ids";

const NAMED_METRIC = (title: string): Omit<ResourceKind, "compute"> => ({
  identify: (inputs) => textOf(inputs["name"]),
  forcesReplacement: ["name", "compute.aggregationType", "eventType"],
  namedBy: "name",
  conflict: (id) =>
    `error creating ${title}: 409 Conflict: {"errors":["Conflict: metric ${id} already exists"]}`,
});

const kinds: KindTable = {
  "datadog:index/monitor:Monitor": {
    identify: numericId,
    compute: () => ({}),
    defaults: { includeTags: true, requireFullWindow: true, draftStatus: "published", newHostDelay: 300 },
    // The provider makes a new monitor when the type changes, but for these two, between which it sees no difference
    // (ForceNew and DiffSuppressFunc of `type` in resource_datadog_monitor.go).
    forcesReplacement: ["type"],
    alike: { type: ["metric alert", "query alert"] },
  },
  "datadog:index/serviceLevelObjective:ServiceLevelObjective": {
    identify: hexId,
    compute: () => ({}),
    forcesReplacement: ["type"],
  },
  "datadog:index/syntheticsTest:SyntheticsTest": {
    identify: publicId,
    // The monitor behind a test is an object of its own; its number is fixed by the test's id.
    compute: (_inputs, id) => ({ monitorId: stableNumber(id) }),
    forcesReplacement: ["type", "subtype"],
  },
  "datadog:index/dashboard:Dashboard": {
    identify: publicId,
    compute: (inputs, id) => ({
      url: textOf(inputs["url"], `/dashboard/${id}/${slug(textOf(inputs["title"]))}`),
      dashboardListsRemoveds: [],
    }),
    forcesReplacement: ["layoutType"],
  },
  "datadog:index/downtimeSchedule:DowntimeSchedule": {
    identify: uuid,
    compute: () => ({}),
    defaults: { displayTimezone: "UTC", muteFirstRecoveryNotification: false },
  },
  "datadog:index/logsMetric:LogsMetric": { ...NAMED_METRIC("logs metric"), compute: () => ({}) },
  "datadog:index/spansMetric:SpansMetric": { ...NAMED_METRIC("spans metric"), compute: () => ({}) },
  "datadog:index/rumMetric:RumMetric": { ...NAMED_METRIC("RUM metric"), compute: () => ({}) },
  "datadog:index/onCallSchedule:OnCallSchedule": { identify: uuid, compute: () => ({}) },
  "datadog:index/onCallEscalationPolicy:OnCallEscalationPolicy": { identify: uuid, compute: () => ({}) },
  "datadog:index/onCallTeamRoutingRules:OnCallTeamRoutingRules": {
    // Routing rules have no id of their own: they belong to the team.
    identify: (inputs) => textOf(inputs["teamId"]),
    compute: () => ({}),
    forcesReplacement: ["teamId"],
  },
  "datadog:index/team:Team": {
    identify: uuid,
    compute: (inputs) => ({ summary: textOf(inputs["description"]), userCount: 0, linkCount: 0 }),
    recompute: (inputs) => ({ summary: textOf(inputs["description"]) }),
  },
};

const otherKind: ResourceKind = { identify: uuid, compute: () => ({}) };

/** Datadog's kinds of objects: numbers for monitors, public ids for tests and dashboards, UUIDs for the rest. */
export const datadogCatalogue: PackageCatalogue = {
  name: "datadog",
  kindOf: (type) => kinds[type] ?? otherKind,
  autonamed: () => undefined,
};

function stableNumber(id: string): number {
  return 100_000_000 + (createHash("sha256").update(id).digest().readUInt32BE(0) % 900_000_000);
}

function slug(title: string): string {
  return title
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-|-$/g, "");
}

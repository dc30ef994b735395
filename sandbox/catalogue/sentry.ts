import type { KindTable, PackageCatalogue, ResourceKind } from "./kind";
import { numericId, randomLetters, textOf } from "./ids";

const inProject: ResourceKind = {
  identify: (inputs) => `${textOf(inputs["organization"])}/${textOf(inputs["project"])}/${numericId()}`,
  compute: (_inputs, id) => ({ internalId: id.slice(id.lastIndexOf("/") + 1) }),
  forcesReplacement: ["organization", "project"],
};

const kinds: KindTable = {
  "sentry:index/sentryIssueAlert:SentryIssueAlert": {
    ...inProject,
    compute: (inputs, id) => ({ ...inProject.compute(inputs, id), projects: [textOf(inputs["project"])] }),
  },
  "sentry:index/sentryMetricAlert:SentryMetricAlert": { ...inProject },
};

const otherKind: ResourceKind = {
  identify: (inputs) => textOf(inputs["slug"], textOf(inputs["name"], randomLetters(8))),
  compute: (_inputs, id) => ({ internalId: id }),
  forcesReplacement: ["organization"],
};

/** Sentry's kinds of objects: alert rules live in a project and carry its path in their id. */
export const sentryCatalogue: PackageCatalogue = {
  name: "sentry",
  kindOf: (type) => kinds[type] ?? otherKind,
  autonamed: (_type, inputs) => (inputs["name"] === undefined ? { path: ["name"], digits: 7 } : undefined),
};

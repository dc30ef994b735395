import { downtimeScope } from "../../../policy/rules/downtime-scope";
import { describeRule } from "../../support/policy-rule";

const old = "datadog:index/downtime:Downtime";

describeRule(downtimeScope, {
  keeps: {
    "a scope": { props: { scope: "env:prod", monitorIdentifier: { monitorTags: ["*"] } } },
    "a choice of monitors": { props: { scope: "*", monitorIdentifier: { monitorTags: ["service:shop"] } } },
    "one monitor": { props: { scope: "*", monitorIdentifier: { monitorId: 7 } } },
    "one monitor of an older downtime": { type: old, props: { scopes: ["*"], monitorId: 7 } },
  },
  breaks: {
    "all monitors of everything": {
      props: { scope: "*", monitorIdentifier: { monitorTags: ["*"] } },
      found: [{ path: "scope", value: "*" }],
    },
    "no choice at all": { props: { scope: "*", monitorIdentifier: {} }, found: [{ path: "scope" }] },
    "an older downtime of everything": { type: old, props: { scopes: ["*"] }, found: [{ path: "scopes" }] },
  },
});

import { pagerSchema, pagersOfMonitor } from "../pager";
import type { ResourceRule } from "../rule";
import { listOf, unknown } from "../value";

/** https://docs.datadoghq.com/getting_started/tagging/ */
export const pagingMonitorOwner: ResourceRule = {
  name: "paging-monitor-owner",
  title: "A paging monitor has an owner",
  because: "A page that belongs to no team is tuned by nobody.",
  severity: "medium",
  types: ["datadog:index/monitor:Monitor"],
  schema: pagerSchema,
  check: ({ props }, { settings }) => {
    const pagers = pagersOfMonitor(props, settings);
    const isOwned =
      props["tags"] === unknown ||
      listOf(props["tags"]).some(
        (tag) => tag === unknown || (typeof tag === "string" && /^team:./.test(tag)),
      );
    if (pagers.length === 0 || isOwned) return [];
    return [
      {
        path: "tags",
        value: pagers.join(" "),
        rule: "it wakes a person, and no tag says whose it is.",
        remedy: "Add a tag such as team:checkout.",
      },
    ];
  },
};

import { pagerSchema, pagersOfMonitor } from "../pager";
import type { ResourceRule } from "../rule";
import { bagOf, isGiven, listOf, unknown, type Bag } from "../value";

/** A link whose text, or whose address, says that it is a runbook. */
const link = /\[[^\]]*runbook[^\]]*\]\(\s*https?:|runbook[^\n]{0,40}?https?:\/\/|https?:\/\/\S*runbook/i;

/** https://docs.datadoghq.com/monitors/configuration/#runbooks */
export const pagingMonitorRunbook: ResourceRule = {
  name: "paging-monitor-runbook",
  title: "A paging monitor has a runbook",
  because: "Who is woken at night needs to read what to do.",
  severity: "high",
  types: ["datadog:index/monitor:Monitor"],
  schema: pagerSchema,
  check: ({ props }, { settings }) => {
    const pagers = pagersOfMonitor(props, settings);
    if (pagers.length === 0 || hasRunbook(props)) return [];
    return [
      {
        path: "message",
        value: pagers.join(" "),
        rule: "it wakes a person, and nothing says what to do.",
        remedy: 'Add the runbook to assets (category: "runbook"), or its link to the message.',
      },
    ];
  },
};

function hasRunbook({ assets, message }: Bag): boolean {
  if (assets === unknown || (typeof message === "string" && link.test(message))) return true;
  return listOf(assets).some((asset) => {
    const { category, url } = bagOf(asset);
    return asset === unknown || ((category === "runbook" || category === unknown) && isGiven(url));
  });
}

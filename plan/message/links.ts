import { reference, setting, settingPattern } from "../../model/source";
import type { LogMetricDeclaration } from "../../model/platform-declaration";
import { idOf, type PlanContext } from "../context";

/** Name of the dashboard that each service has. */
export const dashboardName = "dashboard";

/** What an alert links to beside its dashboard. */
export interface LinkParts {
  /** Address of its part of the runbook. */
  readonly runbook: string;
  /** Name of the log metric that counts what it watches; null where no log line does. */
  readonly source: string | null;
  /** Tags by which it is grouped. */
  readonly groupBy: readonly string[];
  /** Seconds before the alert in which its cause may lie. */
  readonly before: number;
}

/** Seconds of logs before the window and after the alert, so that the first sign and what followed it are shown too. */
const margin = 600;

/**
 * One line with the places to look at. The dashboard is named by its guardrail, since only the provider knows its id; it
 * opens on the last hour. The logs are those around the alert, so that the link still helps the next morning:
 * https://docs.datadoghq.com/monitors/notify/variables/?tab=logs#dynamic-links
 */
export function linksOf(context: PlanContext, parts: LinkParts): string {
  const app = `https://${setting("estate.datadogSite", "app")}`;
  const dashboard = reference("dashboard", idOf(context, dashboardName));
  const from = `{{eval "last_triggered_at_epoch-${parts.before + margin}*1000"}}`;
  const to = `{{eval "last_triggered_at_epoch+${margin}*1000"}}`;
  const logs = `${app}/logs?query=${inAddress(logSearch(context, parts))}&from_ts=${from}&to_ts=${to}&live=false`;
  return [
    `[Dashboard](${app}/dashboard/${dashboard})`,
    `[Logs](${logs})`,
    `[Runbook](${parts.runbook})`,
  ].join(" · ");
}

/**
 * The host of Datadog's app at a site: https://docs.datadoghq.com/getting_started/site/#access-the-datadog-site. The
 * first sites have it at `app.`; each later one is its own host.
 */
export function appOf(site: string): string {
  return site.split(".").length > 2 ? site : `app.${site}`;
}

/** Text as a part of an address that stands in Markdown; what Datadog or a setting fills in later stays as it is. */
export function inAddress(text: string): string {
  return text
    .split(/(\{\{[^{}]*\}\}|\$\{setting:[^}]*\})/)
    .map((part, index) =>
      index % 2 === 0
        ? encodeURIComponent(part).replace(/[()*'!]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`)
        : part.replace(settingPattern, (_, key: string) => setting(key, "uri")),
    )
    .join("");
}

/** Tags of groups that log lines carry too: https://docs.datadoghq.com/containers/kubernetes/tag/ */
const loggedGroups: ReadonlySet<string> = new Set(["pod_name", "host", "container_name"]);

/** The search for the lines that tell why: those that are counted, else all of the service. */
function logSearch(context: PlanContext, { groupBy, source }: LinkParts): string {
  const counting = logMetrics(context).find(({ name }) => name === source);
  if (counting) return logFilter(context, counting);
  const groups = groupBy.filter((tag) => loggedGroups.has(tag)).map((tag) => `${tag}:{{${tag}.name}}`);
  return [logScope(context), ...groups].join(" ");
}

const logMetrics = ({ service }: PlanContext): readonly LogMetricDeclaration[] =>
  service.guardrails.filter((each) => each.kind === "log-metric").filter(({ from }) => from !== "rum-views");

/** Where a service's lines are: where those are that it counts, since a platform's log drain may set no tags. */
function logScope(context: PlanContext): string {
  return logMetrics(context).find(({ scope }) => scope !== undefined)?.scope ?? taggedScope(context);
}

const taggedScope = ({ environment, service }: PlanContext): string =>
  `env:${environment.name} service:${service.name}`;

/** The search for what a log metric counts. */
export function logFilter(context: PlanContext, { filter, scope }: LogMetricDeclaration): string {
  return `${scope ?? taggedScope(context)} ${filter}`;
}

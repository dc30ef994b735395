import * as datadog from "@pulumi/datadog";
import * as pulumi from "@pulumi/pulumi";

import type { GuardrailOf } from "../../plan/types";
import { toWidget, type Objectives } from "./widgets";

/** What a {@link ServiceDashboard} needs to know. */
export interface ServiceDashboardArgs {
  /** The planned dashboard. */
  readonly guardrail: GuardrailOf<"dashboard">;
  /** The objectives that its widgets show, by guardrail id. */
  readonly objectives: Objectives;
}

/** One page on which a service's guardrails can be seen, with their thresholds drawn as lines. */
export class ServiceDashboard extends pulumi.ComponentResource {
  /** Id of the Datadog dashboard. */
  readonly dashboardId: pulumi.Output<string>;

  /** Path of the page on Datadog's site. */
  readonly url: pulumi.Output<string>;

  constructor(name: string, args: ServiceDashboardArgs, opts?: pulumi.ComponentResourceOptions) {
    super("belfry:dashboards:ServiceDashboard", name, {}, opts);

    const dashboard = new datadog.Dashboard(`${name}-dashboard`, toDashboardArgs(args), { parent: this });
    this.dashboardId = dashboard.id;
    this.url = dashboard.url;

    this.registerOutputs({ dashboardId: this.dashboardId, url: this.url });
  }
}

/**
 * Translates a planned dashboard. Datadog takes no tags but teams here: the plan writes the identity into the
 * description.
 *
 * Source: https://docs.datadoghq.com/api/latest/dashboards/#create-a-new-dashboard
 */
export function toDashboardArgs({ guardrail, objectives }: ServiceDashboardArgs): datadog.DashboardArgs {
  const { description, name, tags, widgets } = guardrail;
  return {
    title: name,
    description,
    layoutType: "ordered",
    reflowType: "auto",
    tags: tags.filter((tag) => tag.startsWith("team:")),
    widgets: widgets.map((widget) => toWidget(widget, objectives)),
  };
}

import type * as datadog from "@pulumi/datadog";

import { decimal, units } from "../../model/quantity";
import { referencedId } from "../../model/source";
import type { GuardrailOf } from "../../plan/types";
import type { ObjectiveReference } from "../objectives/service-level-objective";

type Widget = GuardrailOf<"dashboard">["widgets"][number];
type WidgetOf<K extends Widget["kind"]> = Extract<Widget, { kind: K }>;
type DatadogWidget = datadog.types.input.DashboardWidget;

/** The objectives of a service by guardrail id. */
export type Objectives = ReadonlyMap<string, ObjectiveReference>;

/**
 * Translates one widget of a planned dashboard.
 *
 * Source: https://docs.datadoghq.com/dashboards/widgets/
 */
export function toWidget(widget: Widget, objectives: Objectives): DatadogWidget {
  switch (widget.kind) {
    case "series":
      return toSeries(widget);
    case "objective":
      return toObjective(widget, objectives);
    case "objectives":
      return toObjectives(widget);
    case "alerts":
      return toAlerts(widget);
    case "note":
      return toNote(widget.text);
  }
}

/** A graph with the thresholds drawn as dashed lines: the same numbers that alert. */
function toSeries({ markers, query, title, unit }: WidgetOf<"series">): DatadogWidget {
  const { symbol } = units[unit];
  return {
    timeseriesDefinition: {
      title,
      requests: [{ q: query, displayType: "line" }],
      markers: markers.map(({ label, level, tone }) => ({
        displayType: `${tone} dashed`,
        value: `y = ${decimal(level)}`,
        label,
      })),
      ...(symbol && { yaxis: { label: symbol } }),
    },
  };
}

function toObjective({ guardrail, title }: WidgetOf<"objective">, objectives: Objectives): DatadogWidget {
  const id = referencedId(guardrail);
  const objective = objectives.get(id);
  if (!objective)
    throw new Error(`The dashboard shows the objective "${id}", which its service does not have.`);
  if (objective.objectiveId === undefined)
    return toNote(`**${title}**: nothing measures this objective yet.`);
  return {
    serviceLevelObjectiveDefinition: {
      title,
      viewType: "detail",
      viewMode: "overall",
      sloId: objective.objectiveId,
      showErrorBudget: true,
      timeWindows: [objective.timeframe],
    },
  };
}

/**
 * A list of the objectives that a search by tags finds, whenever they are made. The SDK's documentation prints `sloList`;
 * the API knows only this spelling.
 *
 * Source: https://docs.datadoghq.com/dashboards/widgets/slo_list/
 */
function toObjectives({ query, title }: WidgetOf<"objectives">): DatadogWidget {
  return {
    sloListDefinition: { title, request: { requestType: "slo_list", query: { queryString: query } } },
  };
}

function toAlerts({ query, title }: WidgetOf<"alerts">): DatadogWidget {
  return {
    manageStatusDefinition: {
      title,
      query,
      summaryType: "monitors",
      displayFormat: "countsAndList",
      colorPreference: "background",
      sort: "status,asc",
      hideZeroCounts: true,
      showLastTriggered: true,
      showPriority: true,
    },
  };
}

function toNote(content: string): DatadogWidget {
  return { noteDefinition: { content } };
}

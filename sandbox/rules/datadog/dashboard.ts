import { shown } from "../../schema/check";
import { isBag } from "../../wire/values";
import { each, eachBag, findingIf, oneOf } from "../kit";
import { isGiven, isMissing, text } from "../read";
import type { Rule } from "../rule";
import { DASHBOARD } from "./types";

const SOURCE =
  "terraform-provider-datadog resource_datadog_dashboard.go; https://docs.datadoghq.com/api/latest/dashboards/";
const types = [DASHBOARD];

const layout = oneOf({
  code: "datadog/dashboard-layout",
  source: SOURCE,
  types,
  path: "layoutType",
  values: ["ordered", "free"],
});

const reflow = oneOf({
  code: "datadog/dashboard-reflow",
  source: SOURCE,
  types,
  path: "reflowType",
  values: ["auto", "fixed"],
});

/** Only ordered dashboards reflow, and only fixed reflow takes widget positions. */
const reflowFits: Rule = {
  code: "datadog/dashboard-reflow-fit",
  source: SOURCE,
  types,
  check: (inputs) => {
    const reflowType = text(inputs["reflowType"]);
    const placed = eachBag(inputs, "widgets[]").filter(({ value }) => isGiven(value["widgetLayout"]));
    const unplaced = eachBag(inputs, "widgets[]").filter(({ value }) => !isGiven(value["widgetLayout"]));
    const isFree = inputs["layoutType"] === "free";
    return [
      ...findingIf(
        isFree && reflowType !== undefined,
        "reflowType",
        `is only for layoutType "ordered"; remove it.`,
      ),
      ...findingIf(
        reflowType === "auto" && placed.length > 0,
        "widgets",
        `have layouts with reflowType "auto"; remove widgetLayout or write "fixed".`,
      ),
      ...findingIf(
        (reflowType === "fixed" || isFree) && unplaced.length > 0,
        unplaced[0]?.path ?? "widgets",
        "needs a widgetLayout here; place it.",
      ),
    ];
  },
};

/** A dashboard shows something. */
const widgets: Rule = {
  code: "datadog/dashboard-widgets",
  source: SOURCE,
  types,
  check: (inputs) => [
    ...findingIf(isMissing(inputs["widgets"]), "widgets", "is empty; add a widget."),
    ...findingIf(inputs["title"] === "", "title", "is empty; name the dashboard."),
  ],
};

/** Each widget holds exactly one definition. */
const oneDefinition: Rule = {
  code: "datadog/dashboard-widget-definition",
  source: SOURCE,
  types,
  check: (inputs) =>
    ["widgets[]", "widgets[].groupDefinition.widgets[]"].flatMap((place) =>
      eachBag(inputs, place).flatMap(({ path, value }) => {
        const definitions = Object.keys(value).filter(
          (name) => name.endsWith("Definition") && isBag(value[name]),
        );
        const isUnknown = Object.entries(value).some(
          ([name, inner]) => name.endsWith("Definition") && typeof inner === "symbol",
        );
        const message = `has ${definitions.length} definitions (${definitions.join(", ")}); give each widget exactly one.`;
        return findingIf(definitions.length !== 1 && !isUnknown, path, message);
      }),
    ),
};

/** The SDK's documentation prints "sloList", the API knows "slo_list". */
const objectiveList = oneOf({
  code: "datadog/dashboard-slo-list",
  source: "https://docs.datadoghq.com/dashboards/widgets/slo_list/ (request_type)",
  types,
  path: "widgets[].sloListDefinition.request.requestType",
  values: ["slo_list"],
});

/** Template variables are found by name, so names are unique. */
const variables: Rule = {
  code: "datadog/dashboard-template-variables",
  source: SOURCE,
  types,
  check: (inputs) => {
    const names = each(inputs, "templateVariables[].name");
    return names
      .filter(({ value }, index) => names.findIndex((other) => other.value === value) !== index)
      .map(({ path, value }) => ({
        path,
        message: `is ${shown(value)} a second time; name each variable once.`,
      }));
  },
};

/** Groups cannot hold groups. */
const noNesting: Rule = {
  code: "datadog/dashboard-nested-group",
  source: SOURCE,
  types,
  check: (inputs) =>
    each(inputs, "widgets[].groupDefinition.widgets[].groupDefinition").map(({ path }) => ({
      path,
      message: "is a group inside a group, which Datadog does not know; flatten it.",
    })),
};

/** Rules about dashboards. */
export const dashboardRules: readonly Rule[] = [
  layout,
  reflow,
  reflowFits,
  widgets,
  oneDefinition,
  objectiveList,
  variables,
  noNesting,
];

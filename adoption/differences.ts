import { isRecord, type Fields } from "../model/record";
import { signals } from "../model/signal";
import type { GuardrailOf } from "../plan/types";
import type { Classes, FieldChange } from "../preview/change";
import { compareGuardrails } from "../preview/compare";
import { shown } from "../preview/deployed/differences";
import { changesBetween, propertyOf } from "../preview/deployed/property-change";
import { asDeployed, isReadBack, monitorType } from "../preview/engine/read-back";
import { changed } from "../preview/rules/kit";
import { textIn } from "./foreign-monitor";
import { aggregationText, type QueryShape } from "./shape";
import { notifyOf, silenceOf, wakesPeople } from "./told";

type Monitor = GuardrailOf<"monitor">;

/** A monitor as one side of an adoption has it. */
export interface MonitorSide {
  /** Its inputs in the SDK's words. */
  readonly inputs: Fields;
  /** Its query, taken apart. */
  readonly shape: QueryShape;
}

/**
 * What deploying would change in a monitor once it is a guardrail's own, in the words of a preview. Both sides are read in
 * the same way, so that only what the provider would really be asked for is told.
 *
 * @param found - the monitor as the account has it
 * @param wanted - the monitor as the program declares it
 */
export function adoptionChanges(
  guardrail: Monitor,
  found: MonitorSide,
  wanted: MonitorSide,
): readonly FieldChange[] {
  const whole = { ...found, inputs: completed(found.inputs) };
  const factor = wanted.shape.scale / found.shape.scale;
  const before = readAs(guardrail, { ...whole, inputs: rescaled(whole.inputs, factor) });
  const after = readAs(guardrail, wanted);
  return [
    ...compareGuardrails(before, after),
    ...queryChange(found, wanted),
    ...aggregationChange(before, [found.shape, wanted.shape]),
    ...priorityChange(found.inputs, wanted.inputs),
    ...providerChanges(guardrail, whole.inputs, wanted.inputs),
  ];
}

/**
 * What the API leaves out because it is its default: https://docs.datadoghq.com/api/latest/monitors/#create-a-monitor
 */
const completed = (inputs: Fields): Fields => ({ evaluationDelay: 0, requireFullWindow: true, ...inputs });

/** Levels in the number of the other query, where one asks for a share of 1 and the other for percent. */
function rescaled(inputs: Fields, factor: number): Fields {
  const { monitorThresholds: levels } = inputs;
  if (factor === 1 || !isRecord(levels)) return inputs;
  const scaled = Object.entries(levels).map(([name, level]) => [
    name,
    String(Number((Number(level) * factor).toPrecision(12))),
  ]);
  return { ...inputs, monitorThresholds: Object.fromEntries(scaled) as Fields };
}

/** A guardrail with what a monitor says in place of its own. */
function readAs(guardrail: Monitor, { inputs, shape }: MonitorSide): Monitor {
  const read = asDeployed(guardrail, monitorType, inputs);
  if (read.kind !== "monitor") return guardrail;
  const over = shape.query.window.seconds;
  return {
    ...read,
    // The query has a change of its own: spelt otherwise it may still ask the same.
    query: guardrail.query,
    silence: silenceOf(inputs),
    over,
    sustainedFor: isSustained(guardrail, shape) ? over : 0,
    comparator: shape.query.comparator as Monitor["comparator"],
    groupBy: [...groupsOf(inputs, shape)],
    notify: notifyOf(inputs),
    pages: wakesPeople(inputs),
    runbook: runbookOf(inputs),
  };
}

/** A level that must stay bad is asked of the best value of its window, since Datadog has no `for`. */
export function isSustained(
  { direction, signal }: Pick<Monitor, "direction" | "signal">,
  { query }: QueryShape,
): boolean {
  if (!["gauge", "percentile"].includes(signals[signal].reading)) return false;
  return query.aggregator === (direction === "above" ? "min" : "max");
}

/** The groups that are told apart; a star stands for one notification of all. */
function groupsOf(inputs: Fields, { by }: QueryShape): readonly string[] {
  const { notifyBies } = inputs;
  if (!Array.isArray(notifyBies) || notifyBies.length === 0) return by;
  return notifyBies.map(String).filter((group) => group !== "*");
}

function runbookOf({ assets }: Fields): string {
  const list: readonly unknown[] = Array.isArray(assets) ? assets : [];
  const found = list.find((each) => isRecord(each) && each["category"] === "runbook");
  return isRecord(found) ? textIn(found, "url") : "";
}

function queryChange(found: MonitorSide, wanted: MonitorSide): readonly FieldChange[] {
  const texts = [textIn(found.inputs, "query").trim(), textIn(wanted.inputs, "query").trim()] as const;
  if (texts[0] === texts[1]) return [];
  const same = found.shape.measured === wanted.shape.measured;
  return [
    changed(
      "query",
      texts,
      same
        ? { classes: ["text-only"], because: "It asks the same; what else differs is told by its own field." }
        : { classes: ["scope"], because: "It measures something else, so compare what it covers." },
    ),
  ];
}

/** How strict an aggregation is where above is bad; below it is the other way about. */
const strictness: Readonly<Partial<Record<string, number>>> = { min: 0, avg: 1, max: 2 };

function aggregationChange(
  guardrail: Monitor,
  [found, wanted]: readonly [found: QueryShape, wanted: QueryShape],
): readonly FieldChange[] {
  const [was, is] = [found.query.aggregator, wanted.query.aggregator];
  // Whether the whole window must be bad is a field of its own.
  if (was === is || isSustained(guardrail, found) !== isSustained(guardrail, wanted)) return [];
  const [from, to] = [strictness[was], strictness[is]];
  const texts = [aggregationText(was), aggregationText(is)] as const;
  if (from === undefined || to === undefined)
    return [
      changed("aggregation", texts, {
        classes: ["scope"],
        because: "The window becomes one value in another way, so compare what it covers.",
      }),
    ];
  const stricter = to > from === (guardrail.direction === "above");
  const verdict: Classes = [stricter ? "tightened" : "loosened", "window"];
  const because = stricter
    ? "A nearer value of the window decides, so it alerts at more moments."
    : "A single value of the window no longer decides, so it alerts at fewer moments.";
  return [changed("aggregation", texts, { classes: verdict, because })];
}

function priorityChange(found: Fields, wanted: Fields): readonly FieldChange[] {
  const { priority } = wanted;
  if (found["priority"] !== undefined || typeof priority !== "string") return [];
  return [
    changed("priority", [null, `P${priority}`], {
      classes: ["severity"],
      because: "It has no priority yet.",
    }),
  ];
}

/** Inputs that {@link readAs} reads beside those that are read back anyway. */
const readHere: ReadonlySet<string> = new Set([
  "assets",
  "noDataTimeframe",
  "notifyBies",
  "notifyNoData",
  "query",
  "type",
]);

/**
 * What Datadog assumes where nothing is said: leaving it out changes nothing.
 *
 * https://docs.datadoghq.com/api/latest/monitors/#create-a-monitor
 */
const defaults: Fields = {
  escalationMessage: "",
  groupbySimpleMonitor: false,
  includeTags: true,
  newHostDelay: 300,
  notificationPresetName: "show_all",
  notifyAudit: false,
  notifyNoData: false,
  renotifyInterval: 0,
  timeoutH: 0,
};

/** What no word of the plan says. */
function providerChanges(guardrail: Monitor, found: Fields, wanted: Fields): readonly FieldChange[] {
  const repeats = Number(found["renotifyInterval"] ?? 0) > 0;
  return changesBetween(found, wanted).flatMap(({ after, before, path }) => {
    const property = propertyOf(path);
    // Which states are repeated says nothing while none is.
    if (readHere.has(property) || (property === "renotifyStatuses" && !repeats)) return [];
    if (isReadBack(guardrail, monitorType, path)) return [];
    if ((after ?? defaults[path]) === (before ?? defaults[path])) return [];
    const because =
      after === undefined ? "Belfry leaves it to Datadog's default." : "Belfry sets it on every such alert.";
    return [changed(`monitor.${path}`, [shown(before), shown(after)], { classes: ["provider"], because })];
  });
}

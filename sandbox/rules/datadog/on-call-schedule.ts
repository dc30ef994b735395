import { shown } from "../../schema/check";
import { between, each, eachBag, eachText, findingIf, fits, oneOf } from "../kit";
import { get, isMissing, number, text } from "../read";
import type { Finding, Rule } from "../rule";
import { isTimeZone } from "../time";
import { ON_CALL_SCHEDULE } from "./types";

const SCHEMA = "terraform-provider-datadog fwprovider/resource_datadog_on_call_schedule.go";

/** The limits of a turn as the API's own clients state them. */
const LIMITS =
  "https://docs.datadoghq.com/api/latest/on-call/#create-on-call-schedule; datadog-api-client-java LayerAttributesInterval (maximum)";

/** A layer without people, or one that has ended, pages nobody. */
const layers: Rule = {
  code: "datadog/schedule-layers",
  source: `${SCHEMA}; ops research: an ended layer leaves nobody on call`,
  types: [ON_CALL_SCHEDULE],
  check: (inputs, now) => {
    const names = each(inputs, "layers[].name");
    return [
      ...findingIf(isMissing(inputs["layers"]), "layers", "is empty; add a layer with its users."),
      ...eachBag(inputs, "layers[]").flatMap(({ path, value }): readonly Finding[] => {
        const end = Date.parse(text(value["endDate"]) ?? "");
        return [
          ...findingIf(isMissing(value["users"]), `${path}.users`, "is empty; name who is on call."),
          ...findingIf(
            end <= now.getTime(),
            `${path}.endDate`,
            "lies in the past, so nobody is on call; extend or remove it.",
          ),
        ];
      }),
      ...names
        .filter(({ value }, index) => names.findIndex((other) => other.value === value) !== index)
        .map(({ path, value }) => ({
          path,
          message: `is ${shown(value)} a second time; name each layer once.`,
        })),
    ];
  },
};

/** Dates of layers carry an offset or a Z. */
const layerDates: Rule = {
  code: "datadog/schedule-dates",
  source: `${SCHEMA} (ISO 8601)`,
  types: [ON_CALL_SCHEDULE],
  check: (inputs) =>
    ["effectiveDate", "endDate", "rotationStart"].flatMap((name) =>
      eachText(inputs, `layers[].${name}`)
        .filter(({ value }) => !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/.test(value))
        .map(({ path, value }) => ({ path, message: `is "${value}"; write it as 2030-01-31T08:00:00Z.` })),
    ),
};

const zone: Rule = {
  code: "datadog/schedule-timezone",
  source: SCHEMA,
  types: [ON_CALL_SCHEDULE],
  check: (inputs) =>
    ["timeZone", "layers[].timeZone"].flatMap((place) =>
      eachText(inputs, place)
        .filter(({ value }) => !isTimeZone(value))
        .map(({ path, value }) => ({
          path,
          message: `is "${value}"; write an IANA name such as "Europe/Berlin".`,
        })),
    ),
};

const restrictionTime = fits({
  code: "datadog/schedule-restriction",
  source: `${SCHEMA} (hh:mm:ss)`,
  types: [ON_CALL_SCHEDULE],
  path: "layers[].restrictions[].startTime",
  pattern: /^(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d$/,
  remedy: `write hh:mm:ss, such as "09:00:00".`,
});

/** A turn lasts an hour or more. */
const turn: Rule = {
  code: "datadog/schedule-turn",
  source: LIMITS,
  types: [ON_CALL_SCHEDULE],
  check: (inputs) =>
    eachBag(inputs, "layers[]").flatMap(({ path, value }): readonly Finding[] => {
      if (typeof value["interval"] === "symbol") return [];
      const days = number(get(value, "interval", "days")) ?? 0;
      const seconds = number(get(value, "interval", "seconds")) ?? 0;
      return findingIf(
        days * 86_400 + seconds < 3600,
        `${path}.interval`,
        "is shorter than an hour; say how long a turn is.",
      );
    }),
};

const turnDays = between({
  code: "datadog/schedule-turn-days",
  source: LIMITS,
  types: [ON_CALL_SCHEDULE],
  path: "layers[].interval.days",
  min: 0,
  max: 400,
  unit: "days",
});

const turnSeconds = between({
  code: "datadog/schedule-turn-seconds",
  source: LIMITS,
  types: [ON_CALL_SCHEDULE],
  path: "layers[].interval.seconds",
  min: 0,
  max: 2_592_000,
  unit: "seconds",
});

/** Days are written in small letters. */
const weekdayRules: readonly Rule[] = ["startDay", "endDay"].map((name) =>
  oneOf({
    code: `datadog/schedule-${name === "startDay" ? "start" : "end"}-day`,
    source: SCHEMA,
    types: [ON_CALL_SCHEDULE],
    path: `layers[].restrictions[].${name}`,
    values: ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"],
  }),
);

/** Rules about who takes turns when. */
export const onCallScheduleRules: readonly Rule[] = [
  layers,
  layerDates,
  zone,
  restrictionTime,
  turn,
  turnDays,
  turnSeconds,
  ...weekdayRules,
];

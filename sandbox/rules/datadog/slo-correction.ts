import { findingIf, oneOf } from "../kit";
import { isGiven, number, text } from "../read";
import type { ReferenceRule, Rule } from "../rule";
import { isTimeZone } from "../time";
import { OBJECTIVE, SLO_CORRECTION } from "./types";

const API = "https://docs.datadoghq.com/api/latest/service-level-objective-corrections/";
const PROVIDER = "terraform-provider-datadog datadog/resource_datadog_slo_correction.go";
const types = [SLO_CORRECTION];

const category = oneOf({
  code: "datadog/slo-correction-category",
  source: `${API} (category)`,
  types,
  path: "category",
  values: ["Scheduled Maintenance", "Outside Business Hours", "Deployment", "Other"],
});

/** A correction is either once, with an end, or again and again, with a length. */
const once: Rule = {
  code: "datadog/slo-correction-end",
  source: `${PROVIDER} (end conflicts with rrule and duration; one of them says how long)`,
  types,
  check: (inputs) => {
    const again = isGiven(inputs["rrule"]) || isGiven(inputs["duration"]);
    const end = number(inputs["end"]);
    return [
      ...findingIf(
        again && isGiven(inputs["end"]),
        "end",
        "is given together with 'rrule' or 'duration'; remove it.",
      ),
      ...findingIf(!again && !isGiven(inputs["end"]), "end", "or 'rrule' with 'duration' is required."),
      ...findingIf(
        isGiven(inputs["rrule"]) !== isGiven(inputs["duration"]),
        "duration",
        "and 'rrule' go together; give both or neither.",
      ),
      ...findingIf(
        end !== undefined && end <= (number(inputs["start"]) ?? 0),
        "end",
        "is not after the start; give a later end.",
      ),
    ];
  },
};

const KEYS = ["FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY"];

/** Corrections know fewer rules than downtimes: the start alone says at which hour. */
const recurrence: Rule = {
  code: "datadog/slo-correction-rrule",
  source: `${API} (rrule: FREQ, INTERVAL, COUNT, UNTIL and BYDAY)`,
  types,
  check: (inputs) => {
    const rule = text(inputs["rrule"]);
    if (rule === undefined) return [];
    const keys = rule
      .replace(/^RRULE:/, "")
      .split(";")
      .map((part) => part.split("=")[0]?.toUpperCase() ?? "");
    const strange = keys.filter((key) => !KEYS.includes(key));
    return [
      ...findingIf(strange.length > 0, "rrule", `holds ${strange.join(", ")}; known are ${KEYS.join(", ")}.`),
      ...findingIf(!keys.includes("FREQ"), "rrule", "has no FREQ; begin with FREQ=DAILY, WEEKLY or MONTHLY."),
    ];
  },
};

/** Zones are IANA names. */
const zone: Rule = {
  code: "datadog/slo-correction-timezone",
  source: `${API} (timezone)`,
  types,
  check: (inputs) => {
    const name = text(inputs["timezone"]);
    return findingIf(
      name !== undefined && !isTimeZone(name),
      "timezone",
      `is "${name ?? ""}"; write an IANA name such as "UTC".`,
    );
  },
};

/** Rules about corrections of objectives. */
export const correctionRules: readonly Rule[] = [category, once, recurrence, zone];

const MOST: Readonly<Record<string, number>> = { DAILY: 2, WEEKLY: 3, MONTHLY: 5 };

/** A correction names an objective that exists and has room for it. */
export const correctedObjective: ReferenceRule = {
  code: "datadog/slo-correction-objective",
  source:
    "https://docs.datadoghq.com/service_management/service_level_objectives/#slo-status-corrections (limits)",
  types,
  moments: ["create", "update"],
  check: async ({ id, inputs }, world) => {
    const sloId = text(inputs["sloId"]) ?? "";
    if ((await world.find(OBJECTIVE, sloId)) === undefined)
      return [`error creating SloCorrection: 404 Not Found: {"errors":["SLO ${sloId} not found"]}`];
    const frequency = frequencyOf(inputs["rrule"]);
    const others = (await world.list(SLO_CORRECTION)).filter(
      (other) =>
        other.id !== id &&
        other.inputs["sloId"] === sloId &&
        frequencyOf(other.inputs["rrule"]) === frequency,
    );
    const most = MOST[frequency] ?? Infinity;
    if (others.length < most) return [];
    return [
      `error creating SloCorrection: 400 Bad Request: {"errors":["SLO ${sloId} has ${others.length} ${frequency.toLowerCase()} corrections already, of at most ${most}"]}`,
    ];
  },
};

const frequencyOf = (rrule: unknown): string =>
  typeof rrule === "string" ? (/FREQ=([A-Z]+)/.exec(rrule)?.[1] ?? "") : "";

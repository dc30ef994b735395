import type { GuardrailOf } from "../../plan/types";
import { alerting, common, interval, locations } from "./common";
import {
  amount,
  changed,
  keyed,
  members,
  optional,
  parts,
  plainly,
  scope,
  text,
  type Rule,
  type Rules,
} from "./kit";
import { duration } from "./times";

type Synthetic = GuardrailOf<"synthetic">;
type Assertion = Synthetic["assertions"][number];

const assertionText = (each: Assertion): string => {
  switch (each.on) {
    case "status":
      return `status ${each.operator} ${each.value}`;
    case "response-time":
      return `response time below ${each.milliseconds} ms`;
    case "json":
      return `${each.path} ${each.equals === null ? "exists" : `is ${each.equals}`}`;
    case "header":
      return `header ${each.name} exists`;
    case "record":
      return "a record exists";
  }
};

/** Two assertions on the same thing: one that lets all pass that the other does, and more, is looser. */
const assertion: Rule<Assertion> = (before, after, { field }) => {
  const [was, is] = [passing(before), passing(after)];
  const wider = is.from <= was.from && is.to >= was.to;
  const narrower = was.from <= is.from && was.to >= is.to;
  return [
    changed(
      field,
      [assertionText(before), assertionText(after)],
      wider === narrower
        ? { classes: ["scope"], because: "Other answers pass." }
        : {
            classes: [wider ? "loosened" : "tightened"],
            because: wider ? "More answers pass." : "Fewer answers pass.",
          },
    ),
  ];
};

/** The answers that pass, as a range among those of the same thing. */
function passing(each: Assertion): { readonly from: number; readonly to: number } {
  switch (each.on) {
    case "status":
      return each.operator === "below"
        ? { from: 0, to: each.value - 1 }
        : { from: each.value, to: each.value };
    case "response-time":
      return { from: 0, to: each.milliseconds };
    case "json":
      return { from: each.equals === null ? 0 : 1, to: 1 };
    case "header":
    case "record":
      return { from: 0, to: 0 };
  }
}

const about = (each: Assertion): string =>
  each.on === "json" ? `json ${each.path}` : each.on === "header" ? `header ${each.name}` : each.on;

const checkText = (check: Synthetic["check"]): string => {
  switch (check.kind) {
    case "http": {
      const names = Object.keys(check.headers).join(", ");
      return `${check.method} ${check.url}${names && ` with ${names}`}`;
    }
    case "dns":
      return `${check.record} record of ${check.host}`;
    case "websocket":
    case "browser":
      return `${check.kind} ${check.url}`;
  }
};

/** Rules of checks from outside. */
export const synthetic: Rules<Synthetic> = {
  ...common,
  ...alerting,
  check: (before, after, { field }) => [
    changed(field, [checkText(before), checkText(after)], {
      classes: ["scope"],
      because: "It asks something else, so compare what it covers.",
    }),
  ],
  assertions: keyed<Assertion, Synthetic>({
    key: about,
    each: assertion,
    write: assertionText,
    more: ["tightened"],
    because: ["More must hold for the check to pass.", "Less must hold for the check to pass."],
  }),
  every: interval,
  locations,
  failingLocations: amount({
    write: plainly,
    more: ["loosened"],
    because: ["More places must fail before anyone hears.", "People hear when fewer places fail."],
  }),
  failingFor: duration(
    ["loosened", "window"],
    ["It must fail for longer before anyone hears.", "People hear after a shorter failure."],
  ),
};

type Issued = NonNullable<GuardrailOf<"certificate">["issued"]>;

const daysLeft = {
  write: (value: number) => `${value} d left`,
  more: ["tightened"],
  none: -Infinity,
} as const;

/** Rules of certificates. */
export const certificate: Rules<GuardrailOf<"certificate">> = {
  ...common,
  ...alerting,
  warningMessage: text,
  host: scope("The host"),
  port: scope("The port"),
  warning: amount({ ...daysLeft, because: ["It warns earlier.", "It warns later, or not at all."] }),
  critical: amount({ ...daysLeft, because: ["It alerts earlier.", "It alerts later."] }),
  unit: text,
  every: interval,
  locations,
  issued: optional<Issued>({
    write: ({ names, secret }) => `${secret} for ${names.join(", ")}`,
    comes: ["coverage-gained"],
    because: ["It is renewed by itself now.", "Nothing renews it by itself any longer."],
    within: parts<Issued>({
      namespace: scope("The namespace"),
      issuer: scope("The issuer"),
      secret: scope("The secret"),
      names: members({
        write: (name) => name,
        more: ["coverage-gained"],
        because: ["It covers more names.", "It covers fewer names."],
      }),
      duration: duration(
        ["loosened", "retention"],
        ["A certificate is valid for longer.", "A certificate is valid for a shorter time."],
      ),
      renewBefore: duration(
        ["tightened", "schedule"],
        ["It is renewed earlier, which leaves more time.", "It is renewed later, which leaves less time."],
      ),
    }),
  }),
};

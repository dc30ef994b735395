import type { Problem } from "../../model/problem";
import { namesIn } from "../message/expression";
import { messagesOf, speaks, type Message, type Speaking } from "../message/occasions";
import { computed, isShown, render, type Showing } from "../message/render";
import { handlesIn, readTemplate, type Block, type Part } from "../message/template";
import { exampleValues, groupsIn } from "../message/variables";
import type { Guardrail } from "../types";

/**
 * The most that anyone reads of one message. Datadog gives no limit for a monitor's text, but each notification is an
 * event, of which the first 4000 characters are shown: https://docs.datadoghq.com/api/latest/events/#post-an-event
 */
const longest = 4000;

/** What an alert sends is checked as its reader would see it: every variable filled, every block shown in some state. */
export function checkMessages(guardrail: Guardrail): readonly Problem[] {
  if (!speaks(guardrail)) return [];
  return messagesOf(guardrail).flatMap((message) => {
    const showings = message.occasions.map((occasion): Showing => ({
      occasion,
      values: exampleValues(guardrail, occasion.state),
      priority: message.priority,
    }));
    const reading = { alert: guardrail, path: `${guardrail.id}.${message.field}`, showings };
    return [
      ...checkText({ ...reading, path: `${guardrail.id}.name` }, message.title),
      ...checkText(reading, message.text),
      ...checkHandles(reading, message),
      ...checkLength(reading, message),
    ];
  });
}

/** What a part of a text is read with. */
interface Reading {
  /** Whose text it is. */
  readonly alert: Speaking;
  /** Where problems are found. */
  readonly path: string;
  /** Every occasion on which the part can be shown. */
  readonly showings: readonly Showing[];
}

function checkText(reading: Reading, text: string): readonly Problem[] {
  const { mistakes, parts } = readTemplate(text);
  const { path } = reading;
  const problems = [
    ...mistakes.map(({ remedy, rule, tag }) => ({ code: "message/block", path, value: tag, rule, remedy })),
    ...checkParts(reading, parts),
  ];
  // What is wrong in two states is one thing to mend.
  return [
    ...new Map(problems.map((problem) => [`${problem.code} ${problem.value ?? ""}`, problem])).values(),
  ];
}

function checkParts(reading: Reading, parts: readonly Part[]): readonly Problem[] {
  return parts.flatMap((part): readonly Problem[] => {
    switch (part.kind) {
      case "text":
        return [];
      case "variable":
        return reading.showings.flatMap((showing) => checkName(reading, part, showing));
      case "evaluation":
        return reading.showings.flatMap((showing) => checkExpression(reading, part, showing));
      case "block":
        return checkBlock(reading, part);
    }
  });
}

/** Conditions that a state of the alert answers, and Datadog knows. */
const stateConditions: ReadonlySet<string> = new Set([
  "is_alert",
  "is_alert_recovery",
  "is_alert_to_warning",
  "is_no_data",
  "is_no_data_recovery",
  "is_recovery",
  "is_renotify",
  "is_unknown",
  "is_warning",
  "is_warning_recovery",
]);

/** Conditions that a value answers, so that both halves of their block may be shown. */
const valueConditions: ReadonlySet<string> = new Set(["is_exact_match", "is_match", "is_priority"]);

/** https://docs.datadoghq.com/monitors/notify/variables/#conditional-variables */
function checkBlock(reading: Reading, block: Block): readonly Problem[] {
  const { condition, otherwise, shown, tag, words } = block;
  const { path, showings } = reading;
  if (valueConditions.has(condition)) {
    const compared = condition === "is_priority" ? [] : words.slice(0, 1);
    return [
      ...compared.flatMap((name) =>
        showings.flatMap((showing) => checkName(reading, { name, tag }, showing)),
      ),
      ...checkParts(reading, [...shown, ...otherwise]),
    ];
  }
  if (!stateConditions.has(condition)) {
    const known = [...stateConditions, ...valueConditions].sort().join(", ");
    return [
      {
        code: "message/block",
        path,
        value: tag,
        rule: "Datadog knows no such condition.",
        remedy: `Write one of ${known}.`,
      },
    ];
  }
  const inside = showings.filter((showing) => isShown(block, showing));
  const outside = showings.filter((showing) => !isShown(block, showing));
  const unreached = inside.length === 0 || (block.negated && outside.length === 0);
  return [
    ...(unreached ? [neverReached(reading, block)] : []),
    ...checkParts({ ...reading, showings: inside }, shown),
    ...checkParts({ ...reading, showings: outside }, otherwise),
  ];
}

function neverReached({ path, showings }: Reading, { tag }: Block): Problem {
  const states = [...new Set(showings.map(({ occasion }) => occasion.state))];
  return {
    code: "message/state",
    path,
    value: tag,
    rule: `this place is reached in the states ${states.join(", ") || "(none)"} only, so the block decides nothing.`,
    remedy: "Remove the block, or declare the level or the silence that it is for.",
  };
}

function checkExpression(
  reading: Reading,
  { expression, tag }: { readonly expression: string; readonly tag: string },
  showing: Showing,
): readonly Problem[] {
  const unknown = namesIn(expression).flatMap((name) => checkName(reading, { name, tag }, showing));
  if (unknown.length > 0 || computed(expression, showing.values) !== undefined) return unknown;
  return [
    {
      code: "message/expression",
      path: reading.path,
      value: tag,
      rule: "this cannot be computed: it takes numbers, numeric variables, + - * / % ^, brackets, and abs, ceil, float, floor, int, round or trunc.",
      remedy: 'Write an expression such as {{eval "value/1000"}}.',
    },
  ];
}

/** A variable that Datadog does not fill leaves a hole in the sentence that wakes someone. */
function checkName(
  { alert, path }: Reading,
  { name, tag }: { readonly name: string; readonly tag: string },
  showing: Showing,
): readonly Problem[] {
  if (showing.values.has(name)) return [];
  return [{ code: "message/variable", path, value: tag, ...whyEmpty(alert, name, showing) }];
}

function whyEmpty(alert: Speaking, name: string, showing: Showing): Pick<Problem, "rule" | "remedy"> {
  const { state } = showing.occasion;
  if (name === "value") {
    return alert.kind === "monitor"
      ? { rule: `nothing is measured in the state ${state}.`, remedy: "Leave it out of that state's text." }
      : { rule: `a ${alert.kind} has no value.`, remedy: "Write the number, or leave it out." };
  }
  if (/\.(name|ip)$/.test(name)) {
    const groups = alert.kind === "monitor" && alert.query !== null ? groupsIn(alert.query) : [];
    const grouped = groups.length === 0 ? "no tag" : [...new Set(groups)].join(", ");
    return { rule: `the query is grouped by ${grouped}.`, remedy: "Group it by that tag, or leave it out." };
  }
  return {
    rule: `Datadog fills no such variable in the state ${state}.`,
    remedy: `Write one of ${[...showing.values.keys()].join(", ")}.`,
  };
}

/**
 * A handle notifies wherever its text is shown: outside every block, that is at each change of state. A word that only
 * looks like one notifies whoever happens to be called so.
 */
function checkHandles({ alert, path }: Reading, { text }: Message): readonly Problem[] {
  const { parts } = readTemplate(text);
  const own = new Set(alert.kind === "reminder" ? alert.tells : Object.values(alert.notify).flat());
  const everywhere = handlesIn(parts.filter(({ kind }) => kind !== "block"));
  const strange = handlesIn(parts).filter((handle) => !own.has(handle));
  return [
    ...everywhere.map((value) => ({
      code: "message/handle",
      path,
      value,
      rule: "it stands in no block, so it hears of every change of state.",
      remedy: "Move it into the block of a state, such as {{#is_alert}}.",
    })),
    ...strange.map((value) => ({
      code: "message/handle",
      path,
      value,
      rule: "Datadog reads it as a handle, and the alert's route does not name it.",
      remedy: "Write it without @, or add it to the route.",
    })),
  ];
}

function checkLength({ path, showings }: Reading, { text }: Message): readonly Problem[] {
  const { parts } = readTemplate(text);
  const lengths = showings.map((showing) => render(parts, showing).length);
  const most = Math.max(...lengths);
  if (most <= longest) return [];
  return [
    {
      code: "message/length",
      path,
      value: `${most} characters`,
      rule: `Datadog shows the first ${longest} characters of a notification.`,
      remedy: "Shorten the causes and the first steps; the runbook page has room.",
    },
  ];
}

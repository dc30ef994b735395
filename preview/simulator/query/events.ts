import { readLevel, windowOf } from "./condition";
import { NotUnderstood, type Scanner } from "./scanner";
import type { Query, QueryWindow } from "./syntax";

/**
 * The functions with which a query that counts events starts.
 *
 * Types: https://docs.datadoghq.com/api/latest/monitors/#create-a-monitor
 */
const counted = /^\s*(logs|rum|events|audits|trace-analytics|ci-pipelines|error-tracking-rum)\s*\(/;

/** Whether a query counts events. */
export function isEventQuery(text: string): boolean {
  return counted.test(text);
}

/** Reads `logs("…").index("*").rollup("count").by("service").last("5m") > 10`. */
export function parseEventQuery(scanner: Scanner): Query {
  scanner.require(counted, "a search");
  scanner.require(/^"(?:[^"\\]|\\.)*"\s*\)/, "a search in quotes");
  let by: readonly string[] = [];
  let window: QueryWindow | undefined;
  let text = scanner.before();
  while (!window) {
    const [, name = "", inside = ""] = scanner.require(
      /^\.(\w+)\(([^()]*)\)/,
      'a window, such as .last("5m"),',
    );
    const values = inside.split(",").map((each) => each.trim().replace(/^"|"$/g, ""));
    if (name === "last") window = readWindow(values[0] ?? "");
    else text = scanner.before();
    if (name === "by") by = values;
    if (name === "rollup" && values.join() !== "count") {
      throw new NotUnderstood(`.rollup(${inside}) is not simulated: only counts are`);
    }
  }
  const expression = { kind: "search", text: text.trim(), by } as const;
  return { aggregator: "sum", change: null, expression, window, ...readLevel(scanner) };
}

function readWindow(written: string): QueryWindow {
  const window = windowOf(written);
  if (!window) throw new NotUnderstood(`the window "${written}" is not understood`);
  return window;
}

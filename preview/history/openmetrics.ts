import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";

import { valueOfCell } from "./csv-cells";
import { GatheredRows, type FileHistory } from "./gathered";
import { LineFaults } from "./line-faults";

/**
 * Reads OpenMetrics text with a timestamp on each sample: one metric, whose labels are the tags. A counter's increase is the
 * count of the time between two samples, also across a restart.
 *
 * Format: https://prometheus.io/docs/specs/om/open_metrics_spec/
 *
 * @param path - where the file is
 * @param name - what messages call it
 */
export async function readOpenMetrics(path: string, name: string): Promise<FileHistory> {
  const reader = new OpenMetricsReader(name);
  let line = 0;
  for await (const text of createInterface({ input: createReadStream(path), crlfDelay: Infinity })) {
    line += 1;
    reader.line(text, line);
  }
  return reader.result();
}

const sample = /^([a-zA-Z_:][\w:]*)(?:\{((?:[^"}]|"(?:[^"\\]|\\.)*")*)\})? (\S+)(?: (\S+))?(?: # .*)?$/;
const label = /^\s*([a-zA-Z_]\w*)="((?:[^"\\]|\\.)*)"\s*(?:,|$)/;

class OpenMetricsReader {
  private readonly faults: LineFaults;
  private readonly rows = new GatheredRows();
  /** The last sample of each group, of a counter. */
  private readonly last = new Map<string, { readonly time: number; readonly value: number }>();
  private types = new Map<string, string>();
  private metric: string | null = null;
  private names: readonly string[] | null = null;
  private ended = false;

  constructor(name: string) {
    this.faults = new LineFaults(name, "history/openmetrics");
  }

  line(text: string, line: number): void {
    if (this.ended && text !== "") this.faults.add(line, text, "nothing may follow # EOF.");
    else if (text === "# EOF") this.ended = true;
    else if (text.startsWith("# TYPE ")) this.types.set(text.split(" ")[2] ?? "", text.split(" ")[3] ?? "");
    else if (text !== "" && !text.startsWith("#")) this.sample(text, line);
  }

  result(): FileHistory {
    const { interval } = this.rows;
    if (this.faults.count === 0 && !this.ended)
      this.faults.tell(
        null,
        null,
        "it has no # EOF at its end: part of it may be missing.",
        "Export it again.",
      );
    if (this.faults.count === 0 && !Number.isFinite(interval))
      this.faults.tell(null, null, "it holds fewer than two samples of a group.", "Export more of the past.");
    return { ...this.rows.result(interval), tags: this.names ?? [], problems: this.faults.problems() };
  }

  private sample(text: string, line: number): void {
    const fault = this.faultOfSample(text);
    if (fault !== undefined) this.faults.add(line, text, fault);
  }

  /** Takes a sample, or says what is wrong with it. */
  private faultOfSample(text: string): string | undefined {
    const [, name = "", inside = "", written = "", timestamp] = sample.exec(text) ?? [];
    const labels = labelsOf(inside);
    if (name === "" || labels === undefined) return "it is no sample of OpenMetrics.";
    // When a counter started is a sample of its own.
    if (name.endsWith("_created")) return undefined;
    this.metric ??= name;
    this.names ??= [...labels.keys()];
    const fault = this.faultOf(name, labels);
    if (fault !== undefined) return fault;
    const [time, value] = [Number(timestamp), valueOfCell(written)];
    if (timestamp === undefined || !Number.isFinite(time))
      return "each sample needs its timestamp, in seconds since 1970.";
    if (typeof value === "string") return value;
    const tags = this.names.map((each) => labels.get(each) ?? "");
    return this.add(tags, time, value) ? undefined : "times must rise within a group, each once.";
  }

  private faultOf(name: string, labels: ReadonlyMap<string, string>): string | undefined {
    if (name !== this.metric) return `a file holds one metric, and ${this.metric ?? ""} is in it already.`;
    const names = this.names ?? [];
    const same = names.length === labels.size && names.every((each) => labels.has(each));
    return same ? undefined : `its samples have the labels ${names.join(", ") || "none"}, each of them.`;
  }

  private add(tags: readonly string[], time: number, value: number): boolean {
    const names = this.names ?? [];
    const counter = this.types.get((this.metric ?? "").replace(/_total$/, "")) === "counter";
    if (!counter) return this.rows.group(names, tags).add(time, value);
    const key = tags.join("\n");
    const before = this.last.get(key);
    if (before && time <= before.time) return false;
    this.last.set(key, { time, value });
    // After a restart a counter begins at 0.
    return (
      !before ||
      this.rows.group(names, tags).add(before.time, value < before.value ? value : value - before.value)
    );
  }
}

function labelsOf(inside: string): ReadonlyMap<string, string> | undefined {
  const labels = new Map<string, string>();
  let rest = inside;
  while (rest.trim() !== "") {
    const [whole, name = "", value = ""] = label.exec(rest) ?? [];
    if (whole === undefined || labels.has(name)) return undefined;
    labels.set(
      name,
      value.replaceAll(/\\(.)/g, (_all, sign: string) => (sign === "n" ? "\n" : sign)),
    );
    rest = rest.slice(whole.length);
  }
  return labels;
}

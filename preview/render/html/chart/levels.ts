import type { Chart } from "../../../schema";
import { markup, type Markup } from "../markup";
import { spread } from "./geometry";
import { digits } from "./numbers";
import type { ValueAxis } from "./axes";

/** A line at a level. */
export interface LevelLine {
  /** The level. */
  readonly value: number;
  /** What it is called, such as `critical 85 % before`. */
  readonly text: string;
  /** Which level. */
  readonly name: "critical" | "warning";
  /** Whether it is only of the time before. */
  readonly old: boolean;
}

/** The lines of a chart: both levels, before and after where they differ. */
export function levelLines({ levels: { after, before } }: Chart, axis: ValueAxis): readonly LevelLine[] {
  return (["critical", "warning"] as const).flatMap((name): LevelLine[] => {
    const [was, is] = [before?.[name] ?? null, after?.[name] ?? null];
    const line = (value: number, when: "" | " before" | " after"): LevelLine => ({
      value,
      name,
      old: when === " before",
      text: `${name} ${axis.said(value)}${when}`,
    });
    if (was === is) return is === null ? [] : [line(is, "")];
    return [
      ...(was === null ? [] : [line(was, " before")]),
      ...(is === null ? [] : [line(is, before ? " after" : "")]),
    ];
  });
}

/** Height of a label. */
const labelHeight = 14;

/** Levels as lines over a plot, each with its label beside it. */
export function levelMarks(
  lines: readonly LevelLine[],
  axis: ValueAxis,
  { height, width }: { readonly height: number; readonly width: number },
): Markup {
  const places = spread(
    lines.map(({ value }) => axis.of(value)),
    labelHeight,
    height,
  );
  return markup`${lines.map(({ name, old, text, value }, index) => {
    const [at, label] = [axis.of(value), places[index] ?? 0];
    return markup`<path class="level ${name}${old ? " old" : ""}" d="M0,${digits(at)}H${width}l8,${digits(label - at)}h3"/><text class="${name}-text" x="${width + 14}" y="${digits(label + 4)}">${text}</text>`;
  })}`;
}

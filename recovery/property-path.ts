/** One step into a value: a name in a bag, or a position in a list. */
export type Step = string | number;

/** Where a property lies, step by step from the resource's inputs. */
export type PropertyPath = readonly Step[];

/** A name, or brackets around a position, a name in quotes or the star that stands for all of them. */
const step =
  /(?:^|(?!^)\.)(?<name>[^.[]+)|\[(?<position>\d+)\]|\["(?<quoted>(?:\\"|[^"\\]|\\(?!"))*)"\]|\[(?<star>\*)\]/y;

/**
 * Reads a path as programs write it and the engine hands it on: `spec.rules[0]`, `tags["a.b"]`, `rules[*].name` or `*`;
 * undefined for what is no path, which therefore matches nothing.
 *
 * https://www.pulumi.com/docs/iac/concepts/resources/options/ignorechanges/
 */
export function parsePath(text: string): PropertyPath | undefined {
  const steps: Step[] = [];
  step.lastIndex = 0;
  while (step.lastIndex < text.length) {
    const { name, position, quoted, star } = step.exec(text)?.groups ?? {};
    const found = name ?? quoted?.replaceAll('\\"', '"') ?? star;
    if (found === undefined && position === undefined) return undefined;
    steps.push(found ?? Number(position));
  }
  return steps.length > 0 ? steps : undefined;
}

/** Writes a path with names that are no words in quotes, such as `metadata.labels["app.kubernetes.io/name"]`. */
export function writePath(path: PropertyPath): string {
  return path.reduce<string>((before, each) => {
    if (typeof each === "number") return `${before}[${each}]`;
    if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(each)) return `${before}[${JSON.stringify(each)}]`;
    return before === "" ? each : `${before}.${each}`;
  }, "");
}

/** Whether `path` is the place that `outer` names or lies below it; a star in `outer` stands for any one step. */
export function isWithin(path: PropertyPath, outer: PropertyPath): boolean {
  return outer.length <= path.length && outer.every((each, index) => each === "*" || each === path[index]);
}

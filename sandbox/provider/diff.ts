import {
  isSecret,
  isUnknownMark,
  isWireBag,
  isWireList,
  sameWire,
  secretContent,
  type Wire,
  type WireBag,
} from "../wire/values";
import { isWithin, parsePath, writePath, type PropertyPath } from "../../recovery/property-path";

/** One property that differs between what was deployed and what is wanted. */
export interface PropertyChange {
  /** Dotted path with list positions, such as `rules[0].schedule`. */
  readonly path: string;
  /** What happens to the property. */
  readonly kind: "add" | "delete" | "update";
  /** Whether the provider has to make a new object for it. */
  readonly replaces: boolean;
}

/**
 * Lists every differing property that `ignored` does not name; `forces` names the paths (without list positions) that
 * mean a new object, `ignored` paths as the program writes them.
 */
export function diffProperties(
  olds: WireBag,
  news: WireBag,
  forces: readonly string[],
  ignored: readonly string[] = [],
): readonly PropertyChange[] {
  const overlooked = pathsOf(ignored);
  const forcing = pathsOf(forces);
  const changes: PropertyChange[] = [];
  compareBags(olds, news, [], (path, kind) => {
    if (overlooked.some((each) => isWithin(path, each))) return;
    const bare = path.filter((step) => typeof step === "string");
    const replaces = forcing.some((force) => isWithin(bare, force));
    changes.push({ path: writePath(path), kind, replaces });
  });
  return changes;
}

const pathsOf = (texts: readonly string[]): readonly PropertyPath[] =>
  texts.flatMap((text) => {
    const path = parsePath(text);
    return path ? [path] : [];
  });

type Report = (path: PropertyPath, kind: PropertyChange["kind"]) => void;

function compareBags(olds: WireBag, news: WireBag, prefix: PropertyPath, report: Report): void {
  for (const name of new Set([...Object.keys(olds), ...Object.keys(news)])) {
    compare(olds[name], news[name], [...prefix, name], report);
  }
}

function compare(old: Wire | undefined, wanted: Wire | undefined, path: PropertyPath, report: Report): void {
  if (isSecret(old)) {
    compare(secretContent(old), wanted, path, report);
  } else if (isSecret(wanted)) {
    compare(old, secretContent(wanted), path, report);
  } else if (isNothing(old) || isNothing(wanted)) {
    if (isNothing(old) !== isNothing(wanted)) report(path, isNothing(old) ? "add" : "delete");
  } else if (isUnknownMark(wanted)) {
    report(path, "update");
  } else if (isWireBag(old) && isWireBag(wanted)) {
    compareBags(old, wanted, path, report);
  } else if (isWireList(old) && isWireList(wanted)) {
    for (let index = 0; index < Math.max(old.length, wanted.length); index++) {
      compare(old[index], wanted[index], [...path, index], report);
    }
  } else if (!sameWire(old, wanted)) {
    report(path, "update");
  }
}

function isNothing(value: Wire | undefined): value is null | undefined {
  return value === null || value === undefined;
}

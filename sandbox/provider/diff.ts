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

/** One property that differs between what was deployed and what is wanted. */
export interface PropertyChange {
  /** Dotted path with list positions, such as `rules[0].schedule`. */
  readonly path: string;
  /** What happens to the property. */
  readonly kind: "add" | "delete" | "update";
  /** Whether the provider has to make a new object for it. */
  readonly replaces: boolean;
}

/** Lists every differing property; `forces` names the paths (without list positions) that mean a new object. */
export function diffProperties(
  olds: WireBag,
  news: WireBag,
  forces: readonly string[],
): readonly PropertyChange[] {
  const changes: PropertyChange[] = [];
  compareBags(olds, news, "", (path, kind) => {
    changes.push({ path, kind, replaces: forces.some((force) => isWithin(path, force)) });
  });
  return changes;
}

type Report = (path: string, kind: PropertyChange["kind"]) => void;

function compareBags(olds: WireBag, news: WireBag, prefix: string, report: Report): void {
  for (const name of new Set([...Object.keys(olds), ...Object.keys(news)])) {
    compare(olds[name], news[name], joinPath(prefix, name), report);
  }
}

function compare(old: Wire | undefined, wanted: Wire | undefined, path: string, report: Report): void {
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
      compare(old[index], wanted[index], `${path}[${index}]`, report);
    }
  } else if (!sameWire(old, wanted)) {
    report(path, "update");
  }
}

function isNothing(value: Wire | undefined): value is null | undefined {
  return value === null || value === undefined;
}

function joinPath(prefix: string, name: string): string {
  const isPlainName = /^[A-Za-z_][A-Za-z0-9_]*$/.test(name);
  if (!isPlainName) return `${prefix}[${JSON.stringify(name)}]`;
  return prefix === "" ? name : `${prefix}.${name}`;
}

function isWithin(path: string, force: string): boolean {
  const bare = path.replaceAll(/\[\d+\]/g, "");
  return bare === force || bare.startsWith(`${force}.`) || bare.startsWith(`${force}[`);
}

import type { CloneRequest } from "./request";

type Asked = Pick<CloneRequest, "from" | "to" | "options">;
type Pairs = readonly (readonly [string, string])[];

/** The command that asks for a clone, in one order of words: two that ask the same are the same text. */
export function commandOf({ from, options, to }: Asked): string {
  const { domains, esc, relax, scale, secrets, services, set, ttl } = options;
  const words = [
    ...(services === null ? [] : ["--services", [...services].sort().join(",")]),
    ...pairWords("--domain", domains),
    ...pairWords("--set", set),
    ...pairWords("--secret", secrets),
    ...pairWords("--esc", esc),
    ...(scale === null ? [] : ["--scale", String(scale)]),
    ...(relax === null ? [] : ["--relax", `${relax}x`]),
    "--ttl",
    ttl === null ? "none" : ttl.text,
  ];
  return ["belfry clone", from, to, ...words.map(quoted)].join(" ");
}

const pairWords = (option: string, pairs: Pairs): readonly string[] =>
  pairs
    .map(([key, value]) => `${key}=${value}`)
    .sort()
    .flatMap((pair) => [option, pair]);

/** As a shell takes it for one word. */
const quoted = (word: string): string =>
  /^[A-Za-z0-9_./:=,@%+-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;

/** The comment with which a clone's file begins. */
export function headerOf(request: Asked & Pick<CloneRequest, "expires">): string {
  const { expires } = request;
  const end =
    expires === null
      ? "It lasts: nothing removes it by itself."
      : `After ${expires} \`belfry sweep\` lists it, and with --yes removes it and what it deployed.`;
  return `Made by \`${commandOf(request)}\`.\n${end}`;
}

/** The command that a clone's file says it was made by; null where it says none. */
export function commandIn(text: string): string | null {
  return /^# Made by `(belfry clone .*)`\.$/m.exec(text)?.[1] ?? null;
}

/** One text somewhere in a document. */
export interface Leaf {
  /** Where it stands, such as `inputs.tags[2]` or `inputs.policy{Statement[0].Resource}` within a text that is JSON. */
  readonly path: string;
  /** The text. */
  readonly text: string;
}

/** Deeper than any document of a provider; a text that unfolds further is searched as it is. */
const deepest = 6;

/**
 * Every text of a document: values and keys, what stands in texts that are JSON themselves, and what texts say once they
 * are decoded from an address or from base64.
 */
export function leavesOf(value: unknown, path = "", depth = 0): readonly Leaf[] {
  if (typeof value === "string") return textLeaves(value, path, depth);
  if (typeof value === "number" || typeof value === "bigint") return [{ path, text: String(value) }];
  if (Array.isArray(value)) return value.flatMap((each, index) => leavesOf(each, `${path}[${index}]`, depth));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) => {
    const at = path === "" ? key : `${path}.${key}`;
    return [{ path: `${at} (key)`, text: key }, ...leavesOf(each, at, depth)];
  });
}

function textLeaves(text: string, path: string, depth: number): readonly Leaf[] {
  const own = { path, text };
  if (depth >= deepest) return [own];
  const json = asJson(text);
  if (json !== undefined)
    return leavesOf(json, "", depth + 1).map((leaf) => ({ ...leaf, path: `${path}{${leaf.path}}` }));
  const decoded = [
    ["address", percentDecoded(text)],
    ["base64", base64Decoded(text)],
    ["escapes", unescaped(text)],
  ] as const;
  return [
    own,
    ...decoded.flatMap(([form, plain]) =>
      plain === text ? [] : textLeaves(plain, `${path} (${form})`, depth + 1),
    ),
  ];
}

/** What a text holds that is a record or a list as JSON. */
function asJson(text: string): unknown {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** Each run by itself: a share such as `85 % of all` beside an address is no reason to leave that as it is. */
const percentDecoded = (text: string): string =>
  text.replaceAll(/(?:%[0-9A-Fa-f]{2})+/g, (run) => {
    try {
      return decodeURIComponent(run);
    } catch {
      return run;
    }
  });

/** What JSON and scripts write for other signs: `\u0070`, and a new line that would seem to be a letter. */
const unescaped = (text: string): string =>
  text.includes("\\")
    ? text
        .replaceAll(/\\u([0-9A-Fa-f]{4})/g, (_all, code: string) =>
          String.fromCharCode(Number.parseInt(code, 16)),
        )
        .replaceAll(/\\[nrt]/g, " ")
    : text;

/** Words that may be base64, alone or within a text: shorter ones say nothing. */
const base64Word = /(?<![A-Za-z0-9+/_-])[A-Za-z0-9+/_-]{11,}={0,2}(?![A-Za-z0-9+/_=-])/g;

const base64Decoded = (text: string): string =>
  text.replaceAll(base64Word, (word) => {
    const plain = Buffer.from(word, "base64").toString("utf8");
    return /^[\t\n\r\x20-\x7e\u00a0-\u{fffc}]+$/u.test(plain) ? plain : word;
  });

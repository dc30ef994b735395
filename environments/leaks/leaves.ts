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
  ] as const;
  return [
    own,
    ...decoded.flatMap(([form, plain]) =>
      plain === undefined ? [] : textLeaves(plain, `${path} (${form})`, depth + 1),
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

function percentDecoded(text: string): string | undefined {
  if (!/%[0-9A-Fa-f]{2}/.test(text)) return undefined;
  try {
    const plain = decodeURIComponent(text);
    return plain === text ? undefined : plain;
  } catch {
    return undefined;
  }
}

/** Shorter ones say nothing, and many a word is one by chance. */
const shortestBase64 = 16;

function base64Decoded(text: string): string | undefined {
  if (text.length < shortestBase64 || !/^[A-Za-z0-9+/_-]+={0,2}$/.test(text)) return undefined;
  const plain = Buffer.from(text, "base64").toString("utf8");
  return /^[\t\n\r\x20-\x7e]+$/.test(plain) ? plain : undefined;
}

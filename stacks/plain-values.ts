import { isMap, isScalar, isSeq, parseDocument } from "yaml";

import type { Problem } from "../model/problem";

/**
 * Numbers that readers of YAML take for different ones. Pulumi's reads 010 as 8, 1_000 as 1000 and 0b11 as 3, as YAML 1.1
 * says; YAML 1.2 reads 10 and two texts.
 *
 * https://github.com/yaml/go-yaml/blob/v3.0.1/resolve.go
 */
const ambiguous = /^[-+]?(?:0[0-9_]+|[0-9][0-9_]*_[0-9_]*(?:\.[0-9_]*)?|0b[01_]+|0x[0-9a-f]*_[0-9a-f_]*)$/i;

/** Whether a text must stand in quotes, so that every reader takes it for itself: a number or a day of YAML 1.1. */
export const needsQuotes = (text: string): boolean =>
  ambiguous.test(text) || /^\d{4}-\d{1,2}-\d{1,2}$/.test(text);

/**
 * Values without quotes under Belfry's keys that would reach a deployment as another value than is written: numbers that
 * Pulumi reads otherwise, and settings, which are texts, that a number keeps only a part of.
 *
 * @param text - one YAML document
 */
export function plainProblems(file: string, text: string): readonly Problem[] {
  const config = parseDocument(text).get("config", true);
  if (!isMap(config)) return [];
  return config.items.flatMap(({ key, value }) => {
    const name = isScalar(key) ? String(key.value) : "";
    return name.startsWith("belfry:") ? problemsIn(value, `${file} ${name}`, name === "belfry:settings") : [];
  });
}

function problemsIn(node: unknown, path: string, isText: boolean): readonly Problem[] {
  if (isSeq(node)) return node.items.flatMap((each, index) => problemsIn(each, `${path}.${index}`, isText));
  if (isMap(node))
    return node.items.flatMap(({ key, value }) =>
      problemsIn(value, `${path}.${isScalar(key) ? String(key.value) : ""}`, isText),
    );
  if (!isScalar(node) || node.type !== "PLAIN") return [];
  const { source = "", value } = node;
  const isCut = isText && typeof value === "number" && String(value) !== source;
  return isCut || ambiguous.test(source) ? [misread(path, source, isText)] : [];
}

const misread = (path: string, source: string, isText: boolean): Problem => ({
  code: "stack/number",
  path,
  value: source,
  rule: "without quotes it is read as another number than it says.",
  remedy: isText
    ? `Write it in quotes: "${source}".`
    : "Write a plain decimal number, without leading zeros or _.",
});

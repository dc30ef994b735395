import { isSecret, isWireBag, isWireList, secretContent, type Wire, type WireBag } from "./values";

// Shorter ones would blank out ordinary words.
const SHORTEST = 4;

/** A message with every secret of the inputs blanked out: what is wrong may be said, what is secret may not. */
export function redact(message: string, inputs: WireBag): string {
  let safe = message;
  for (const word of secretWords(inputs)) safe = safe.replaceAll(word, "[secret]");
  return safe;
}

function secretWords(value: Wire): readonly string[] {
  if (isSecret(value)) return leaves(secretContent(value));
  if (isWireList(value)) return value.flatMap(secretWords);
  return isWireBag(value) ? Object.values(value).flatMap(secretWords) : [];
}

function leaves(value: Wire): readonly string[] {
  if (isWireList(value)) return value.flatMap(leaves);
  if (isWireBag(value)) return Object.values(value).flatMap(leaves);
  const word = String(value);
  return word.length >= SHORTEST ? [word] : [];
}

import { isRecord, type Fields } from "../../model/record";
/** What stands in place of a value that a state or an event keeps secret. */
export const secretText = "[secret]";

/** Marks a wrapped value in states and in what is sent to the engine: sdk/go/common/resource/properties.go */
const signature = "4dabf18193072939515e22adb298388d";
const secretSignature = "1b47061264138c4ac30d75fd1eb44270";

/** The engine's word for a text, a list, … that is not known before it is deployed: sdk/go/common/resource/plugin/rpc.go */
const unknowns: ReadonlySet<unknown> = new Set([
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);

/** Whether a value is one that the engine does not know yet. */
export const isUnknown = (value: unknown): boolean => unknowns.has(value);

const isSecret = (value: unknown): value is Fields => isRecord(value) && value[signature] === secretSignature;

/** The same data with something in place of each secret, whether or not it was decrypted. */
export function replaceSecrets(value: unknown, replace: (secret: Fields) => unknown): unknown {
  if (Array.isArray(value)) return value.map((each) => replaceSecrets(each, replace));
  if (!isRecord(value)) return value;
  if (isSecret(value)) return replace(value);
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, replaceSecrets(each, replace)]));
}

/** Whether data holds a secret that was not decrypted. */
export function holdsEncrypted(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(holdsEncrypted);
  if (!isRecord(value)) return false;
  return isSecret(value) ? typeof value["plaintext"] !== "string" : Object.values(value).some(holdsEncrypted);
}

/** The same data with {@link secretText} in place of each secret. */
export const maskSecrets = (value: unknown): unknown => replaceSecrets(value, () => secretText);

/** A decrypted secret's value, or a plain value as it is; undefined for a secret that was not decrypted. */
export function revealed(value: unknown): unknown {
  if (!isSecret(value)) return value;
  const { plaintext } = value;
  return typeof plaintext === "string" ? (JSON.parse(plaintext) as unknown) : undefined;
}

import { isSeq, isMap, isScalar, parseDocument } from "yaml";

import type { Problem } from "../model/problem";

/** The file of an environment, and who reads it in the pods. */
export interface FileUse {
  /** Its name. */
  readonly file: string;
  /** What it holds. */
  readonly text: string;
  /** Whether several stacks read it, or one of another name. */
  readonly shared: boolean;
  /** Backend of the state; null for Pulumi Cloud. */
  readonly backend: string | null;
  /** Names of the credentials that each stack gets. */
  readonly credentials: readonly string[];
}

/** Providers that keep the key themselves. https://www.pulumi.com/docs/iac/concepts/secrets/ */
const keyServices = /^(?:awskms|azurekeyvault|gcpkms|hashivault):/;

/** What of an environment's file a pod could not open. */
export function fileProblems(use: FileUse): readonly Problem[] {
  const document = parseDocument(use.text);
  const provider = document.get("secretsprovider");
  if (typeof provider === "string" && keyServices.test(provider)) return [];
  const isPulumiCloud = use.backend === null || use.backend.startsWith("https://");
  if (!isPulumiCloud || document.has("encryptionsalt"))
    return use.credentials.includes("PULUMI_CONFIG_PASSPHRASE") ? [] : [passphrase(use)];
  const closed = use.shared ? encryptedKeys(document.get("config", true)) : [];
  return closed.length === 0 ? [] : [unreadable(use, closed)];
}

/** The keys of a configuration below which something is encrypted. */
function encryptedKeys(config: unknown): readonly string[] {
  if (!isMap(config)) return [];
  return config.items
    .filter(({ value }) => isEncrypted(value))
    .map(({ key }) => String(isScalar(key) ? key.value : key));
}

function isEncrypted(value: unknown): boolean {
  if (isSeq(value)) return value.items.some(isEncrypted);
  return isMap(value) && (value.has("secure") || value.items.some((each) => isEncrypted(each.value)));
}

/** https://www.pulumi.com/docs/iac/concepts/secrets/ */
const unreadable = ({ file }: FileUse, keys: readonly string[]): Problem => ({
  code: "operator/encrypted",
  path: `${file} config`,
  value: keys.join(", "),
  rule: "Pulumi Cloud encrypts for one stack, and no other stack can open it; the shards are others.",
  remedy:
    "Take it out and hand it over as a Secret: --secret vendor:key=secret/key, or by an environment of Pulumi ESC; or give the file a secretsprovider with its encryptedkey.",
});

const passphrase = ({ backend, file }: FileUse): Problem => ({
  code: "operator/passphrase",
  path: `${file} secretsprovider`,
  value: null,
  rule: `secrets ${backend === null ? "in it" : `in ${backend}`} are encrypted with a passphrase where it names no key service, and the pods get none.`,
  remedy:
    "Name the Secret that has it: --secret PULUMI_CONFIG_PASSPHRASE=secret/key; or run `pulumi stack change-secrets-provider` and commit what it writes.",
});

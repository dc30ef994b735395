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

/** What of an environment's file a pod could not open, or would lose. */
export function fileProblems(use: FileUse): readonly Problem[] {
  const document = parseDocument(use.text);
  const says = (key: string): boolean => document.has(key);
  const isOwnKey = (says("secretsprovider") && says("encryptedkey")) || says("encryptionsalt");
  if (says("encryptionsalt") && !use.credentials.includes("PULUMI_CONFIG_PASSPHRASE"))
    return [passphrase(use)];
  if (isOwnKey) return [];
  const isPulumiCloud = use.backend === null || use.backend.startsWith("https://");
  if (!isPulumiCloud) return [noKey(use)];
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

const noKey = ({ backend, file }: FileUse): Problem => ({
  code: "operator/secrets-provider",
  path: `${file} encryptedkey`,
  value: null,
  rule: `the state in ${backend ?? ""} is encrypted with a key that is kept in this file, and a pod's copy of it is gone with the pod.`,
  remedy: "Run `pulumi stack change-secrets-provider` once, and commit secretsprovider and encryptedkey.",
});

const passphrase = ({ file }: FileUse): Problem => ({
  code: "operator/passphrase",
  path: `${file} encryptionsalt`,
  value: null,
  rule: "its secrets open with a passphrase only, and the pods get none.",
  remedy: "Name the Secret that has it: --secret PULUMI_CONFIG_PASSPHRASE=secret/key.",
});

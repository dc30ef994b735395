import { InvalidArgumentError, Option } from "commander";

import type { CredentialRef } from "../operator/credentials";

/** A key of a Kubernetes Secret. */
export interface SecretKey {
  /** Name of the Secret. */
  readonly name: string;
  /** Key within it. */
  readonly key: string;
}

/** `--secret`, the Secret that has a credential. */
export const credentialOption = (): Option =>
  new Option("--secret <name=secret/key>", "a credential's Secret; may be repeated")
    .argParser(credential)
    .default([], "those of docs/run-anywhere.md");

/** `--repository-secret`, the Secret that reads the repository. */
export const repositorySecretOption = (): Option =>
  new Option(
    "--repository-secret <secret/key>",
    "Secret with the token or the key that reads the repository",
  ).argParser(secretKey);

/** Reads `secret/key`. */
function secretKey(text: string): SecretKey {
  const [name = "", key = "", ...others] = text.split("/");
  if (others.length > 0) throw new InvalidArgumentError("Write it as secret/key, such as git/token.");
  return { name, key };
}

/** Reads `NAME=secret/key`, which may be repeated. What it names is checked with all else. */
function credential(text: string, earlier: readonly CredentialRef[]): readonly CredentialRef[] {
  const [name = "", ref, ...others] = text.split("=");
  const form = /^(?:[A-Za-z_][A-Za-z0-9_]*|[A-Za-z][\w-]*:[\w.-]+)$/;
  if (!form.test(name) || ref === undefined || others.length > 0)
    throw new InvalidArgumentError(
      "Write it as NAME=secret/key, with a variable such as DD_API_KEY or a key such as kubernetes:kubeconfig.",
    );
  const { key, name: secret } = secretKey(ref);
  return [...earlier, { name, secret, key }];
}

import { InvalidArgumentError, Option } from "commander";

import type { CredentialRef } from "../operator/credentials";
import { exitCodes, Stop } from "./exit";

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

/**
 * Reads `NAME=secret/key`, which may be repeated. What it names is checked with all else.
 *
 * @throws Stop without the argument: it may be the secret itself, written where its place belongs
 */
function credential(text: string, earlier: readonly CredentialRef[]): readonly CredentialRef[] {
  const [name = "", ref = "", ...others] = text.split("=");
  const [secret = "", key = "", ...more] = ref.split("/");
  const form = /^(?:[A-Za-z_][A-Za-z0-9_]*|[A-Za-z][\w-]*:[\w.-]+)$/;
  if (!form.test(name) || !text.includes("=") || others.length > 0)
    throw refused(
      "Write it as NAME=secret/key, with a variable such as DD_API_KEY or a key such as kubernetes:kubeconfig.",
    );
  if (more.length > 0) throw refused("Write it as secret/key, such as git/token.");
  const twice = earlier.find((each) => each.name === name);
  if (twice && (twice.secret !== secret || twice.key !== key))
    throw refused(`${name} is named twice, with two places. Name one.`);
  return [...earlier, { name, secret, key }];
}

const refused = (why: string): Stop =>
  new Stop(exitCodes.usage, `error: option '--secret <name=secret/key>' is invalid. ${why}`);

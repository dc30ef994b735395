import type { SecretRef } from "./schema";

/** A credential by the place from which it comes, never its value. */
export interface CredentialRef {
  /** Environment variable, or the key of a secret configuration value such as `kubernetes:kubeconfig`. */
  readonly name: string;
  /** Name of the Kubernetes Secret. */
  readonly secret: string;
  /** Key within it. */
  readonly key: string;
}

/** Pulumi Cloud's token. https://www.pulumi.com/docs/iac/cli/environment-variables/ */
const pulumiToken: CredentialRef = {
  name: "PULUMI_ACCESS_TOKEN",
  secret: "belfry-pulumi",
  key: "access-token",
};

/** https://www.pulumi.com/registry/packages/datadog/installation-configuration/ */
const datadog: readonly CredentialRef[] = [
  { name: "DD_API_KEY", secret: "belfry-datadog", key: "api-key" },
  { name: "DD_APP_KEY", secret: "belfry-datadog", key: "app-key" },
];

/** https://www.pulumi.com/registry/packages/sentry/installation-configuration/ */
const sentry: CredentialRef = { name: "SENTRY_AUTH_TOKEN", secret: "belfry-sentry", key: "auth-token" };

/** What decides which credentials a stack gets. */
export interface CredentialNeeds {
  /** Whether Pulumi Cloud holds the state. */
  readonly pulumiCloud: boolean;
  /** Whether anything goes to Sentry: a stack without gets no token for it. */
  readonly usesSentry: boolean;
  /** Credentials that take others' place, or are added. */
  readonly named: readonly CredentialRef[];
}

/** The credentials of a stack, by the field of a Stack that takes them. */
export interface Credentials {
  /** By environment variable. */
  readonly envRefs: Readonly<Record<string, SecretRef>>;
  /** By configuration key. */
  readonly secretsRef: Readonly<Record<string, SecretRef>>;
}

/** Which credentials a stack gets, and from which Secrets. */
export function credentialsOf({ named, pulumiCloud, usesSentry }: CredentialNeeds): Credentials {
  const all = [...(pulumiCloud ? [pulumiToken] : []), ...datadog, ...(usesSentry ? [sentry] : []), ...named];
  const refs = (isConfig: boolean) =>
    Object.fromEntries(
      all
        .filter(({ name }) => name.includes(":") === isConfig)
        .map(({ key, name, secret }) => [name, { type: "Secret" as const, secret: { name: secret, key } }]),
    );
  return { envRefs: refs(false), secretsRef: refs(true) };
}

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { parse } from "yaml";

import type { Answer, ApiServer } from "./api-server";
import type { Companions } from "./processes";

/** A Kubernetes object, as far as it is looked at here. */
export interface KubernetesObject {
  /** Group and version, such as `batch/v1`. */
  readonly apiVersion: string;
  /** Kind, such as `CronJob`. */
  readonly kind: string;
  /** Name and namespace. */
  readonly metadata: { readonly name: string; readonly namespace?: string };
  /** All else. */
  readonly [field: string]: unknown;
}

/** Lets an API server judge objects without keeping them. */
export class Judge {
  readonly #server: ApiServer;
  readonly #companions: Companions;
  readonly #namespaces = new Set<string>();
  readonly #kinds = new Map<string, ReadonlyMap<string, string>>();

  constructor(server: ApiServer, companions: Companions) {
    this.#server = server;
    this.#companions = companions;
  }

  /** Teaches the server the custom resources of a folder of definitions. */
  async learn(folder: string): Promise<void> {
    for (const file of readdirSync(folder).filter((name) => name.endsWith(".yaml")))
      await this.define(parse(readFileSync(join(folder, file), "utf8")) as KubernetesObject);
  }

  /** Teaches the server one kind of custom resource. */
  async define(definition: KubernetesObject): Promise<void> {
    const { name } = definition.metadata;
    const path = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";
    const { body, status } = await this.#server.post(path, definition);
    if (status !== 201) throw new Error(`${name}: ${messageOf(body)}`);
    await this.#companions.until(name, async () =>
      isEstablished((await this.#server.get(`${path}/${name}`)).body),
    );
  }

  /** Why the server refuses an object, or warns of it; null when it takes it. */
  async objectionTo(object: KubernetesObject): Promise<string | null> {
    const { apiVersion, kind, metadata } = object;
    const base = apiVersion.includes("/") ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
    const plural = (await this.#kindsOf(base)).get(kind);
    if (plural === undefined) return `the server knows no ${kind} of ${apiVersion}`;
    if (metadata.namespace !== undefined) await this.#makeNamespace(metadata.namespace);
    const within = metadata.namespace === undefined ? "" : `/namespaces/${metadata.namespace}`;
    const path = `${base}${within}/${plural}?dryRun=All&fieldValidation=Strict`;
    const { body, status, warnings } = await this.#server.post(path, object);
    if (status !== 201) return `${status} ${messageOf(body)}`;
    return warnings.length > 0 ? warnings.join("; ") : null;
  }

  async #kindsOf(base: string): Promise<ReadonlyMap<string, string>> {
    const known = this.#kinds.get(base);
    if (known) return known;
    let answer: Answer | null = null;
    // A definition is served a moment after it is established.
    await this.#companions
      .until(base, async () => (answer = await this.#server.get(base)).status === 200)
      .catch(() => undefined);
    const { resources = [] } = ((answer as Answer | null)?.body ?? {}) as {
      readonly resources?: readonly { readonly kind: string; readonly name: string }[];
    };
    const kinds = new Map(
      resources.filter(({ name }) => !name.includes("/")).map(({ kind, name }) => [kind, name]),
    );
    this.#kinds.set(base, kinds);
    return kinds;
  }

  /** Pods of the namespace must keep the strictest standard: https://kubernetes.io/docs/concepts/security/pod-security-standards/ */
  async #makeNamespace(name: string): Promise<void> {
    if (this.#namespaces.has(name)) return;
    this.#namespaces.add(name);
    const labels = {
      "pod-security.kubernetes.io/enforce": "restricted",
      "pod-security.kubernetes.io/warn": "restricted",
    };
    const namespace = { apiVersion: "v1", kind: "Namespace", metadata: { name, labels } };
    const { body, status } = await this.#server.post("/api/v1/namespaces", namespace);
    // A new server has `default` already, and that one has no labels.
    if (status !== 201) throw new Error(`Namespace ${name}: ${messageOf(body)}`);
  }
}

const messageOf = (body: unknown): string =>
  typeof body === "object" && body !== null && "message" in body
    ? String(body.message)
    : JSON.stringify(body);

function isEstablished(body: unknown): boolean {
  const { status } = body as {
    readonly status?: { readonly conditions?: readonly { readonly type: string; readonly status: string }[] };
  };
  return (
    status?.conditions?.some(({ status: state, type }) => type === "Established" && state === "True") ?? false
  );
}

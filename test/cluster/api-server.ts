import { generateKeyPairSync, randomUUID } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { request } from "node:https";
import { join } from "node:path";

import { freePorts, type Companions } from "./processes";

/** What the API server answered. */
export interface Answer {
  /** HTTP status. */
  readonly status: number;
  /** Its body, read as JSON. */
  readonly body: unknown;
  /** Warnings that it gave beside, such as of Pod Security; empty without. */
  readonly warnings: readonly string[];
}

/** A Kubernetes API server on the loopback interface, with an etcd of its own, and nothing else of a cluster. */
export class ApiServer {
  readonly #port: number;
  readonly #token: string;
  readonly #certificate: string;

  private constructor(port: number, token: string, certificate: string) {
    this.#port = port;
    this.#token = token;
    this.#certificate = certificate;
  }

  /** Starts both in a folder and waits until they answer. */
  static async start(program: string, folder: string, companions: Companions): Promise<ApiServer> {
    const [client = 0, peer = 0, port = 0] = await freePorts(3);
    startEtcd(companions, folder, { client, peer });
    const token = randomUUID();
    writeFileSync(join(folder, "tokens.csv"), `${token},admin,admin,system:masters\n`, { mode: 0o600 });
    const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const key = join(folder, "service-accounts.key");
    writeFileSync(key, privateKey.export({ type: "pkcs1", format: "pem" }), { mode: 0o600 });
    const certificates = join(folder, "certificates");
    mkdirSync(certificates);
    const words = [
      `--etcd-servers=http://127.0.0.1:${client}`,
      "--bind-address=127.0.0.1",
      // Where a cluster's own pods would reach it: there are none. Loopback is refused.
      "--advertise-address=192.0.2.1",
      "--endpoint-reconciler-type=none",
      `--secure-port=${port}`,
      `--cert-dir=${certificates}`,
      "--service-cluster-ip-range=10.0.0.0/24",
      `--service-account-key-file=${key}`,
      `--service-account-signing-key-file=${key}`,
      "--service-account-issuer=https://kubernetes.default.svc",
      `--token-auth-file=${join(folder, "tokens.csv")}`,
      "--authorization-mode=RBAC",
      // Service accounts are made by a controller, which does not run here.
      "--disable-admission-plugins=ServiceAccount",
    ];
    companions.start(program, words, join(folder, "api-server.log"));
    const server = (): ApiServer =>
      new ApiServer(port, token, readFileSync(join(certificates, "apiserver.crt"), "utf8"));
    await companions.until("The API server", async () => (await server().get("/readyz")).status === 200);
    return server();
  }

  get(path: string): Promise<Answer> {
    return this.#send("GET", path);
  }

  post(path: string, body: unknown): Promise<Answer> {
    return this.#send("POST", path, JSON.stringify(body));
  }

  #send(method: string, path: string, body?: string): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const sent = request(
        {
          host: "127.0.0.1",
          port: this.#port,
          method,
          path,
          ca: this.#certificate,
          // It signs for the address that it advertises.
          checkServerIdentity: () => undefined,
          headers: { authorization: `Bearer ${this.#token}`, "content-type": "application/json" },
        },
        (response) => {
          const chunks: Buffer[] = [];
          response.on("data", (chunk: Buffer) => chunks.push(chunk));
          response.on("end", () => {
            resolve({
              status: response.statusCode ?? 0,
              body: parsed(Buffer.concat(chunks).toString("utf8")),
              warnings: [response.headers.warning ?? []].flat(),
            });
          });
        },
      );
      sent.on("error", reject);
      sent.end(body);
    });
  }
}

function startEtcd(
  companions: Companions,
  folder: string,
  { client, peer }: { readonly client: number; readonly peer: number },
): void {
  const words = [
    "--name=judge",
    `--data-dir=${join(folder, "etcd")}`,
    `--listen-client-urls=http://127.0.0.1:${client}`,
    `--advertise-client-urls=http://127.0.0.1:${client}`,
    `--listen-peer-urls=http://127.0.0.1:${peer}`,
    `--initial-advertise-peer-urls=http://127.0.0.1:${peer}`,
    `--initial-cluster=judge=http://127.0.0.1:${peer}`,
  ];
  companions.start("etcd", words, join(folder, "etcd.log"));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

import { readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";

import { Command, Option } from "commander";

import { ModelError, type Problem } from "../../model/problem";
import { checkObjects } from "../../operator/check-objects";
import type { CredentialRef } from "../../operator/credentials";
import { documentOf, objectsIn } from "../../operator/document";
import { operatorObjects } from "../../operator/objects";
import type { OperatorRequest } from "../../operator/request";
import { operatorObjectSchema, type OperatorObject } from "../../operator/schema";
import { shardProblems, shardStacks, unprotectedProblems } from "../../operator/shards";
import { fileProblems } from "../../operator/stack-file-rules";
import { secretRefs } from "../../operator/stack-rules";
import { many } from "../../preview/sentence";
import { stackFileOf } from "../../stacks/stack-file";
import { checkout } from "../checkout";
import { localStack } from "../engine/local-stack";
import { exitCodes, Stop } from "../exit";
import { parseInterval } from "../history/times";
import { credentialOption, repositorySecretOption, type SecretKey } from "../operator-options";
import { stackArgument } from "../options";
import { git } from "../preview/git";
import { soundPlan } from "../sound-plan";
import { writeWhole } from "../write-whole";

interface OperatorOptions {
  /** Whether the environment is one stack, or one a service. */
  readonly layout: "one" | "shards";
  /** Address of the git repository. */
  readonly repo?: string;
  /** Branch to follow. */
  readonly branch?: string;
  /** Commit to stay at. */
  readonly commit?: string;
  /** Image in which Pulumi runs. */
  readonly image?: string;
  /** Namespace of the objects. */
  readonly namespace: string;
  /** Owner of the stacks in Pulumi Cloud. */
  readonly organization?: string;
  /** Backend of the state. */
  readonly backend?: string;
  /** Seconds between two runs of the same commit. */
  readonly resync: number;
  /** What becomes of a change by hand. */
  readonly drift: "correct" | "leave";
  /** Makes stacks that are not there. */
  readonly create?: true;
  /** Credentials by the Secrets that have them. */
  readonly secret: readonly CredentialRef[];
  /** Secret that reads the repository. */
  readonly repositorySecret?: SecretKey;
  /** AWS role of the pods. */
  readonly awsRole?: string;
  /** Folder for the file. */
  readonly out?: string;
  /** Form of the objects. */
  readonly format: "yaml" | "json";
  /** A file that is checked instead. */
  readonly check?: string;
}

/** `belfry operator`: an environment as objects of the Pulumi Kubernetes Operator. */
export function operatorCommand(): Command {
  return new Command("operator")
    .description(
      "Write the Stacks with which the Pulumi Kubernetes Operator deploys an environment, one a shard; docs/run-anywhere.md says how to use them.",
    )
    .addArgument(stackArgument("environment", "the environment, as in Pulumi.<environment>.yaml"))
    .addOption(
      new Option("--layout <layout>", "one stack, or one a service")
        .choices(["one", "shards"])
        .default("shards"),
    )
    .option("--repo <url>", "git repository, by https or ssh (default: origin's address)")
    .option("--branch <name>", "branch to follow (default: main, without --commit)")
    .option("--commit <hash>", "commit to stay at")
    .option("--image <image>", "image with Pulumi and Node, pinned by @sha256:…")
    .option("--namespace <name>", "namespace of the Stacks and their Secrets", "belfry-stacks")
    .option("--organization <name>", "owner of the stacks in Pulumi Cloud (default: the token's own)")
    .option("--backend <url>", "backend of the state, such as s3://bucket (default: Pulumi Cloud)")
    .addOption(
      new Option("--resync <time>", "time between two runs of the same commit")
        .argParser(parseInterval)
        .default(3600, "1h"),
    )
    .addOption(
      new Option("--drift <what>", "put back what was changed by hand at each resync, or leave it")
        .choices(["correct", "leave"])
        .default("correct"),
    )
    .option("--create", "make the stacks that the backend does not have")
    .addOption(credentialOption())
    .addOption(repositorySecretOption())
    .option("--aws-role <arn>", "AWS role of the pods, by the service account's identity")
    .option("--out <folder>", "write <environment>.yaml there instead of printing it")
    .addOption(
      new Option("--format <format>", "form of the objects").choices(["yaml", "json"]).default("yaml"),
    )
    .addOption(
      new Option("--check <file>", "check a file that was written before, and write nothing").conflicts(
        "out",
      ),
    )
    .action((environment: string, options: OperatorOptions) => {
      refuseSandbox(environment);
      if (options.check === undefined) write(environment, options);
      else check(environment, options);
    });
}

function refuseSandbox(environment: string): void {
  if (environment !== localStack) return;
  throw new Stop(
    exitCodes.usage,
    `error: ${localStack} lives in the sandbox of a checkout, which no cluster reaches.`,
  );
}

function write(name: string, options: OperatorOptions): void {
  const request = requestOf(name, options);
  const objects = operatorObjects(request);
  const problems = [...checkObjects(objects), ...problemsOfFile(name, request, objects)];
  if (problems.length > 0) throw new ModelError(`What the operator would get of ${name}`, problems);
  const text = documentOf(objects, options.format);
  if (options.out === undefined) {
    process.stdout.write(text);
    return;
  }
  const file = join(options.out, `${name}.${options.format}`);
  put(file, text);
  console.log(
    `${file}: ${many(request.stacks.length, "Stack")} in ${request.namespace}, of ${request.repository}.`,
  );
  const secrets = secretsOf(objects);
  console.log(`The namespace needs the Secrets ${secrets.join(", ")}. Then: kubectl apply -f ${file}`);
}

function requestOf(name: string, options: OperatorOptions): OperatorRequest {
  const { environment, plan } = soundPlan(name);
  const { branch, commit } = options;
  return {
    environment: name,
    stacks: shardStacks({ name, environment, plan }, options.layout),
    protected: environment.protected,
    organization: options.organization ?? null,
    repository: options.repo ?? git(checkout, ["remote", "get-url", "origin"])?.trim() ?? "",
    branch: branch ?? (commit === undefined ? "main" : null),
    commit: commit ?? null,
    image: options.image ?? "",
    namespace: options.namespace,
    backend: options.backend ?? null,
    resyncSeconds: options.resync,
    correctDrift: options.drift === "correct",
    create: options.create ?? false,
    secrets: options.secret,
    repositorySecret: options.repositorySecret ?? null,
    awsRole: options.awsRole ?? null,
  };
}

function put(file: string, text: string): void {
  try {
    writeWhole(resolve(file), text);
  } catch (error) {
    throw unusable("operator/unwritable", "--out", file, `it cannot be written: ${messageOf(error)}.`);
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const unusable = (code: string, path: string, value: string, rule: string): ModelError =>
  new ModelError("The request", [
    {
      code,
      path,
      value,
      rule,
      remedy:
        path === "--out"
          ? "Name a folder that you may write into."
          : "Name a file that `belfry operator --out` wrote.",
    },
  ]);

/** What a pod could not open of the environment's file, by what the Stacks say. */
function problemsOfFile(
  name: string,
  { backend, stacks }: Pick<OperatorRequest, "backend" | "stacks">,
  objects: readonly OperatorObject[],
): readonly Problem[] {
  const file = stackFileOf(checkout, name);
  return fileProblems({
    file,
    text: readFileSync(join(checkout, file), "utf8"),
    shared: stacks.some(({ stack }) => stack !== name),
    backend,
    credentials: objects.flatMap((each) =>
      each.kind === "Stack" ? Object.keys(each.spec.envRefs ?? {}) : [],
    ),
  });
}

/** The Secrets that objects name, each once. */
const secretsOf = (objects: readonly OperatorObject[]): readonly string[] => [
  ...new Set(
    objects.flatMap((each) =>
      each.kind === "Stack" ? secretRefs(each).map(({ ref }) => ref.secret.name) : [],
    ),
  ),
];

function check(name: string, { check: file = "", layout }: OperatorOptions): void {
  const objects = objectsIn(textOf(file));
  if (objects === null)
    throw unusable("operator/unreadable", "--check", file, "it is neither YAML nor JSON.");
  const sound = soundPlan(name);
  const stacks = shardStacks({ name, ...sound }, layout);
  const read = objects.flatMap((each) => {
    const { data } = operatorObjectSchema.safeParse(each);
    return data === undefined ? [] : [data];
  });
  const backends = read.flatMap((each) => (each.kind === "Stack" ? (each.spec.backend ?? null) : []));
  const problems = [
    ...checkObjects(objects),
    ...shardProblems(objects, stacks),
    ...(sound.environment.protected ? unprotectedProblems(objects) : []),
    ...[...new Set(backends)].flatMap((backend) => problemsOfFile(name, { backend, stacks }, read)),
  ];
  if (problems.length > 0) throw new ModelError(file, problems);
  console.log(`${file}: ${many(objects.length, "object")} of ${name}, and nothing wrong with them.`);
}

function textOf(file: string): string {
  const path = resolve(file);
  if (statSync(path, { throwIfNoEntry: false })?.isFile() !== true)
    throw unusable("operator/unreadable", "--check", file, "there is no such file.");
  return readFileSync(path, "utf8");
}

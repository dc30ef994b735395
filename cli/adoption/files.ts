import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";

import { version as datadogVersion } from "@pulumi/datadog/package.json";

import type { Adoption } from "../../adoption/adoption";
import { importFileOf, type Adopted, type ImportFile } from "../../adoption/import-file";
import { writerOf } from "../../adoption/proposed-file";
import { ModelError } from "../../model/problem";
import type { StackExport } from "../../recovery/deployment";
import { shardOf, stackOf } from "../../stacks/shard";
import { refuse } from "../preview/json";
import { writeWhole } from "../write-whole";

/** What is imported into one stack. */
export interface StackImport {
  /** The stack: the environment's own, or a service's part of it. */
  readonly stack: string;
  /** Name of the file that `--out` writes. */
  readonly file: string;
  /** What stands in it. */
  readonly imports: ImportFile;
}

/** What is imported, by stack: an environment may be one, or one a service. */
export function importsFor(
  adopted: readonly Adopted[],
  exported: StackExport | null,
  stack: string,
): readonly StackImport[] {
  const there = (exported?.deployment.resources ?? []).map(({ urn }) => urn.split(":")[2] ?? "");
  const inShards = there.some((each) => shardOf(each).shard !== null);
  const serviceOf = ({ guardrail }: Adopted): string => (inShards ? (guardrail.split("/")[0] ?? "") : "");
  return [...new Set(adopted.map(serviceOf))].map((service) => ({
    stack: service === "" ? stack : stackOf({ environment: shardOf(stack).environment, shard: service }),
    file: service === "" ? "import.json" : `import.${service}.json`,
    imports: importFileOf(
      adopted.filter((each) => serviceOf(each) === service),
      exported,
      datadogVersion,
    ),
  }));
}

/** A folder can stand where there is one, or nothing yet below one. */
export function refuseFile(out: string): void {
  let place = resolve(process.cwd(), out);
  while (!existsSync(place) && dirname(place) !== place) place = dirname(place);
  if (statSync(place).isDirectory()) return;
  refuse({
    code: "import/out",
    path: "--out",
    value: out,
    rule: `${relative(process.cwd(), place) || place} is a file, and what is proposed goes into a folder.`,
    remedy: "Name a folder that is there, or one to be made.",
  });
}

/** Writes what is proposed; a file that somebody else wrote, or edited since it was proposed, is left alone. */
export function writeOut(
  out: string,
  { files }: Adoption,
  imports: readonly StackImport[],
): readonly string[] {
  const folder = resolve(process.cwd(), out);
  const texts: readonly (readonly [file: string, text: string])[] = [
    ...files.map(({ file, source }) => [join(folder, file.replace(/^services\//, "")), source] as const),
    ...imports.map(
      (each) => [join(folder, each.file), `${JSON.stringify(each.imports, null, 2)}\n`] as const,
    ),
  ];
  const inTheWay = texts.flatMap(([file]) => {
    const rule = whyKept(file);
    return rule === null ? [] : [{ path: relative(process.cwd(), file), rule }];
  });
  if (inTheWay.length > 0)
    throw new ModelError(
      "The request",
      inTheWay.map((each) => ({
        code: "import/exists",
        value: null,
        ...each,
        remedy: "Name another folder with --out.",
      })),
    );
  for (const [file, text] of texts) writeWhole(file, text);
  return texts.map(([file]) => relative(process.cwd(), file) || file);
}

/** Why a file may not be written over; null for one that may, or is not there. */
function whyKept(file: string): string | null {
  if (!existsSync(file)) return null;
  if (!statSync(file).isDirectory()) {
    const writer = file.endsWith(".json") ? "import" : writerOf(readFileSync(file, "utf8"));
    if (writer === "import") return null;
    if (writer === "editor") return "this file was proposed by belfry import, and edited since.";
  }
  return "this file is there already, and was not proposed by belfry import.";
}

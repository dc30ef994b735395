import { cpSync, mkdirSync, renameSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { engineSettings } from "../cli/engine/engine-settings";

/** Everything that Belfry's Pulumi program is made of. */
const belfryParts = [
  "components",
  "model",
  "plan",
  "services",
  "stacks",
  "toolchain",
  "index.ts",
  "package.json",
  "Pulumi.yaml",
  "tsconfig.json",
];

const belfrySettings = `config:
  belfry:environment: local
  belfry:exampleSettings: true
  belfry:pages: true
`;

/** Stacks of each program: one is deployed, the other stays empty. */
export const stacks = { deployed: "deployed", empty: "empty" } as const;

/** A program on disk that Pulumi can run. */
export interface Project {
  /** Which of the two programs it is, `belfry` or `plain`; failures start with it. */
  readonly name: string;
  /** Absolute path of the folder that holds `Pulumi.yaml`. */
  readonly folder: string;
  /** Variables with which its commands run. */
  readonly environment: Readonly<Record<string, string>>;
}

/** A copy of Belfry, so that nobody's edits change what is measured, with its services repeated; run as `npm start` runs it. */
export function copyBelfry(root: string, folder: string, times: number): Project {
  mkdirSync(folder, { recursive: true });
  for (const part of belfryParts) cpSync(join(root, part), join(folder, part), { recursive: true });
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  for (const stack of Object.values(stacks))
    writeFileSync(join(folder, `Pulumi.${stack}.yaml`), belfrySettings);
  if (times > 1) repeatIn(root, folder, times);
  return { name: "belfry", folder, environment: engineSettings };
}

function repeatIn(root: string, folder: string, times: number): void {
  const services = join(folder, "services");
  renameSync(join(services, "all.ts"), join(services, "once.ts"));
  cpSync(join(root, "bench", "repeat-services.ts"), join(services, "repeat-services.ts"));
  writeFileSync(
    join(services, "all.ts"),
    `import { services as once } from "./once";
import { repeatServices } from "./repeat-services";

export const services = repeatServices(once, ${times});
`,
  );
}

/** What `pulumi new typescript` leaves behind, with the plain program as its index.ts; run with the engine's defaults. */
export function writePlain(root: string, folder: string, program: string): Project {
  mkdirSync(folder, { recursive: true });
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  writeFileSync(join(folder, "index.ts"), program);
  writeFileSync(
    join(folder, "Pulumi.yaml"),
    "name: plain\nruntime:\n  name: nodejs\n  options:\n    packagemanager: npm\n",
  );
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "plain", main: "index.ts" }, null, 2));
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(templateTsconfig, null, 2));
  return { name: "plain", folder, environment: {} };
}

/** https://github.com/pulumi/templates/blob/master/typescript/tsconfig.json */
const templateTsconfig = {
  compilerOptions: {
    strict: true,
    outDir: "bin",
    target: "es2020",
    module: "nodenext",
    moduleResolution: "nodenext",
    sourceMap: true,
    experimentalDecorators: true,
    pretty: true,
    noFallthroughCasesInSwitch: true,
    noImplicitReturns: true,
    forceConsistentCasingInFileNames: true,
  },
  files: ["index.ts"],
};

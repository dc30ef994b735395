import { program } from "./temporary-checkout";

/** A download where the network is blocked. */
export const blocked = `throw new Error("fetch failed", { cause: new Error("getaddrinfo ENOTFOUND") });`;

/** A download that brings these programs: each answers its one question with the line given. */
export const bringing = (programs: Readonly<Record<string, string>>): string =>
  [
    `mkdirSync(target + "/bin", { recursive: true });`,
    ...Object.entries(programs).map(
      ([name, line]) => `writeFileSync(target + "/bin/${name}", ${program(line)}, { mode: 0o755 });`,
    ),
  ].join("\n");

/** A download that brings what the official installer does. */
export const official = bringing({
  pulumi: "v3.259.0",
  "pulumi-language-nodejs": "Usage of pulumi-language-nodejs:",
  "pulumi-language-python": "Usage of pulumi-language-python:",
});

/** A Go that "compiles" the programs that Belfry asks for, and writes down each build. */
export const goProgram = (version: string): string => `
  const { appendFileSync, writeFileSync } = require("node:fs");
  const args = process.argv.slice(2);
  if (args[0] === "version") console.log("go version go${version} linux/amd64");
  if (args[0] === "list") console.log("fmt\\nos");
  if (args[0] === "build") {
    const output = args[args.indexOf("-o") + 1];
    appendFileSync(process.env.PULUMI_HOME + "/builds", output.split("/").at(-1) + "\\n");
    const stamped = /version\\.Version=(\\S+)/.exec(args.join(" "))?.[1];
    const line = stamped ?? "Usage of pulumi-language-nodejs:";
    writeFileSync(output, "#!${process.execPath}\\nconsole.log(" + JSON.stringify(line) + ")\\n", { mode: 0o755 });
  }`;

import { cpSync, mkdtempSync, readdirSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const root = resolve(__dirname, "../../..");

const folders = [
  "adoption",
  "cli",
  "components",
  "environments",
  "model",
  "operator",
  "plan",
  "preview",
  "recovery",
  "report",
  "sandbox",
  "services",
  "stacks",
  "toolchain",
];

/** A copy of what the command reads, to change at will; what is installed is shared. */
export function copyCheckout(): string {
  const copy = realpathSync(mkdtempSync(join(tmpdir(), "belfry-cli-")));
  for (const folder of folders) cpSync(join(root, folder), join(copy, folder), { recursive: true });
  for (const file of readdirSync(root).filter((name) => /^(Pulumi\..*|package\.json)$/.test(name))) {
    cpSync(join(root, file), join(copy, file));
  }
  rmSync(join(copy, "Pulumi.local.yaml"), { force: true });
  symlinkSync(join(root, "node_modules"), join(copy, "node_modules"));
  return copy;
}

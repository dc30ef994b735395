import { cpSync, mkdtempSync, readdirSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

import { shareStripped } from "../../../cli/share-stripped";

const root = resolve(__dirname, "../../..");

/** What the command does not run: what is installed, made of it, or about it. */
const others: readonly string[] = ["bench", "docs", "node_modules", "policy", "rendered", "test"];

const folders = readdirSync(root, { withFileTypes: true })
  .filter((each) => each.isDirectory() && !each.name.startsWith(".") && !others.includes(each.name))
  .map(({ name }) => name);

/** A copy of what the command reads, to change at will; what is installed is shared. */
export function copyCheckout(): string {
  const copy = realpathSync(mkdtempSync(join(tmpdir(), "belfry-cli-")));
  for (const folder of folders) cpSync(join(root, folder), join(copy, folder), { recursive: true });
  for (const file of readdirSync(root).filter((name) => /^(Pulumi\..*|package\.json)$/.test(name))) {
    cpSync(join(root, file), join(copy, file));
  }
  rmSync(join(copy, "Pulumi.local.yaml"), { force: true });
  symlinkSync(join(root, "node_modules"), join(copy, "node_modules"));
  shareStripped(root, copy);
  return copy;
}

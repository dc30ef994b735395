import { readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * The scripts that the backup jobs run. They are files of their own, so that shellcheck and editors know what they are
 * and no `${` needs an escape; they are read once, when the program starts.
 */
export type ScriptName = "dump" | "upload" | "fetch" | "restore" | "record";

/** The text of a script. */
export function scriptText(name: ScriptName): string {
  return readFileSync(join(__dirname, "scripts", `${name}.sh`), "utf8");
}

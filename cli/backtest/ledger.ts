import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

import { parseDocument } from "yaml";

import { ModelError } from "../../model/problem";
import { readLedger, type Ledger } from "../../preview/backtest/ledger";
import { refuse } from "../preview/json";

/** The file that is read when none is named. */
export const ledgerFile = "incidents.yaml";

/**
 * The incidents that must be told: of a named file, else of the checkout's own where it has one.
 *
 * @throws ModelError with everything that is wrong with it
 */
export function ledgerOf(named: string | undefined, root: string): Ledger | null {
  const file = named === undefined ? join(root, ledgerFile) : resolve(process.cwd(), named);
  if (named === undefined && !existsSync(file)) return null;
  const shown = named ?? ledgerFile;
  if (!existsSync(file))
    refuse({
      code: "ledger/unreadable",
      path: "--incidents",
      value: shown,
      rule: "there is no such file.",
      remedy: "Name a file that is there.",
    });
  const document = parseDocument(readFileSync(file, "utf8"));
  if (document.errors.length > 0)
    throw new ModelError(
      shown,
      document.errors.map(({ linePos, message }) => ({
        code: "ledger/yaml",
        path: `${shown}:${linePos?.[0].line ?? 1}`,
        value: null,
        rule: `it is not YAML: ${message.split("\n")[0] ?? ""}`,
        remedy: "Mend the line.",
      })),
    );
  const { ledger, problems } = readLedger(document.toJS(), shown);
  if (problems.length > 0) throw new ModelError(shown, problems);
  return ledger;
}

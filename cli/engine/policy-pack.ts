import { join } from "node:path";

/** The rules that every resource keeps, as a pack that starts under every language host (docs/decisions/0014). */
export function policyPack(root: string): string {
  return join(root, "toolchain", "policy");
}

/** What a preview or an update says of resources that break a mandatory rule; null where it says nothing of the kind. */
export function violationsIn(stdout: string): string | null {
  const [, section] = /^Policies:\n((?:[ \t].*\n|\n)+)/m.exec(stdout) ?? [];
  return section?.includes("[mandatory]") ? section.trimEnd() : null;
}

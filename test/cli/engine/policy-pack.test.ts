import { refused } from "../../../cli/engine/deploy";
import { violationsIn } from "../../../cli/engine/policy-pack";

const violation = `    ❌ belfry@v0.1.0 (local: toolchain/policy)
        - [mandatory] [severity: high]  backup-vault-key  (aws:backup:Vault: shop)
          A backup vault is encrypted with a key of its own.
          kmsKeyArn: the vault uses AWS's default key.`;
const before = "Updating (local):\n +  aws:backup:Vault shop create\n";
const after = "\nDiagnostics:\n  error: more\n";

describe("what the engine says of the policy pack", () => {
  it.each([
    ["violations", `${before}Policies:\n${violation}\n${after}`, violation],
    ["violations at the very end", `Policies:\n${violation}\n`, violation],
    [
      "a pack that all keep",
      `${before}Policies:\n    ✅ belfry@v0.1.0 (local: toolchain/policy)\n${after}`,
      null,
    ],
    ["no pack", `${before}${after}`, null],
  ])("is found among %s", (_, stdout, found) => {
    expect(violationsIn(stdout)).toBe(found);
  });

  it("comes with what to do", () => {
    expect(refused(violation)).toBe(
      `The policy pack refuses what the program deploys. Mend it, or the rule in policy/, and run npm start again.\n\n${violation}`,
    );
  });
});

import { CATALOGUES } from "./catalogue/catalogues";
import { RuleInspector } from "./inspect/inspector";
import type { PackageName } from "./packages";
import { SandboxProvider } from "./provider/provider";
import { ruleBook } from "./rules/books";
import { SchemaSource } from "./schema/source";
import { Sealer } from "./store/seal";
import { ObjectStore } from "./store/store";
import { worldOf } from "./store/world";

/** Puts a package's control plane together over a sandbox's folder. */
export function assembleProvider(name: PackageName, directory: string): SandboxProvider {
  const store = new ObjectStore(directory);
  const { rules, references } = ruleBook(name);
  const world = worldOf(name, store);
  return new SandboxProvider({
    catalogue: CATALOGUES[name],
    store,
    sealer: new Sealer(directory),
    inspector: new RuleInspector({ package: name, schemas: new SchemaSource(), rules, references, world }),
  });
}

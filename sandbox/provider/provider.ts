import { at } from "../catalogue/ids";
import type { PackageCatalogue, ResourceKind } from "../catalogue/kind";
import type { ObjectRecord } from "../store/record";
import type { Sealer } from "../store/seal";
import type { ObjectStore } from "../store/store";
import { redact } from "../wire/redact";
import { plainBag, sameWire, type Wire, type WireBag } from "../wire/values";
import { isGeneratedName, withGeneratedName } from "./autoname";
import type {
  CheckAnswer,
  CheckCall,
  CreateCall,
  DiffAnswer,
  DiffCall,
  InvokeCall,
  ObjectCall,
  ReadAnswer,
  ReadCall,
  UpdateCall,
} from "./calls";
import { diffProperties } from "./diff";
import { ConflictError, GoneError, ProviderError } from "./errors";
import type { Inspector, Moment } from "./inspector";
import { mergeBags, outputsOf, revealBag, unknownLeaves, withoutNulls } from "./outputs";

/** What a provider works with. */
export interface ProviderParts {
  /** How the real provider names, completes and compares the package's objects. */
  readonly catalogue: PackageCatalogue;
  /** The objects on disk. */
  readonly store: ObjectStore;
  /** Keeps secrets out of the store. */
  readonly sealer: Sealer;
  /** Decides which inputs are accepted. */
  readonly inspector: Inspector;
}

/** The control plane of one package: checks, compares, makes, reads, changes and deletes objects on disk. */
export class SandboxProvider {
  readonly #parts: ProviderParts;

  constructor(parts: ProviderParts) {
    this.#parts = parts;
  }

  /** Looks over inputs, unknown ones included, and fills in generated names. */
  async check(call: CheckCall): Promise<CheckAnswer> {
    const { catalogue, inspector } = this.#parts;
    const given = withoutNulls(call.news);
    const normal = catalogue.normalise?.(call.type, given) ?? given;
    const how = catalogue.autonamed(call.type, normal);
    const failures = await inspector.checkInputs({ type: call.type, inputs: plainBag(normal) });
    return {
      inputs: how === undefined ? normal : withGeneratedName(normal, call, how),
      failures: failures.map(({ property, reason }) => ({ property, reason: redact(reason, normal) })),
    };
  }

  /** Says property by property what a change means. */
  diff(call: DiffCall): DiffAnswer {
    const kind = this.#parts.catalogue.kindOf(call.type);
    const forces = kind.forcesReplacement ?? [];
    const changes = diffProperties(call.oldInputs, call.news, forces, call.ignoreChanges).filter(
      ({ path }) => !areAlike(kind.alike?.[path], call.oldInputs[path], call.news[path]),
    );
    return { changes, deleteBeforeReplace: keepsName(kind, call) };
  }

  /** Makes an object. */
  async create(call: CreateCall): Promise<{ readonly id: string; readonly outputs: WireBag }> {
    const kind = this.#parts.catalogue.kindOf(call.type);
    const open = revealBag(call.inputs);
    if (call.preview) {
      const promised = unknownLeaves(kind.compute(open, ""));
      return { id: "", outputs: outputsOf(kind.defaults ?? {}, call.inputs, promised) };
    }
    await this.#checkReferences({ type: call.type, inputs: call.inputs }, "create");
    const id = kind.identify(open);
    const computed = kind.compute(open, id);
    await this.#keep(kind, this.#record(call.type, id, call.inputs, computed));
    return { id, outputs: outputsOf(kind.defaults ?? {}, call.inputs, computed) };
  }

  /** Reads an object as it is now; `undefined` when it is gone. */
  async read(call: ReadCall): Promise<ReadAnswer | undefined> {
    const { catalogue, sealer } = this.#parts;
    const record = await this.#find(call);
    if (record === undefined) return undefined;
    const inputs = sealer.openBag(record.inputs, call.known);
    const defaults = catalogue.kindOf(call.type).defaults ?? {};
    return { id: record.id, inputs, outputs: outputsOf(defaults, inputs, record.computed) };
  }

  /** Changes an object to new inputs. */
  async update(call: UpdateCall): Promise<WireBag> {
    const { catalogue, store, sealer } = this.#parts;
    const kind = catalogue.kindOf(call.type);
    const record = await this.#find(call);
    if (call.preview) return outputsOf(kind.defaults ?? {}, call.inputs, record?.computed ?? {});
    if (record === undefined)
      throw new GoneError(`updating ${call.type} "${call.id}": 404 Not Found: no such object`);
    await this.#checkReferences(call, "update");
    const fresh = kind.recompute?.(revealBag(call.inputs), call.id, record.computed) ?? {};
    const computed = mergeBags(record.computed, fresh);
    const updatedAt = new Date().toISOString();
    await store.replace({ ...record, inputs: sealer.sealBag(call.inputs), computed, updatedAt });
    return outputsOf(kind.defaults ?? {}, call.inputs, computed);
  }

  /** Deletes an object; one that is gone already is no problem. */
  async delete(call: ObjectCall): Promise<void> {
    const record = await this.#find(call);
    if (record === undefined) return;
    await this.#checkReferences({ type: call.type, id: call.id, inputs: record.inputs }, "delete");
    await this.#parts.store.remove(record);
    if (call.type === "kubernetes:core/v1:Namespace") await this.#emptyNamespace(call.id);
  }

  /** Answers a provider function. */
  invoke(call: InvokeCall): WireBag {
    const answer = this.#parts.catalogue.invoke?.(call.token, call.args);
    if (answer !== undefined) return answer;
    throw new ProviderError(
      `The sandbox does not answer the function "${call.token}": what it would look up lies outside the sandbox. ` +
        `Pass the value in as configuration, or deploy this stack against the real provider.`,
    );
  }

  async #keep(kind: ResourceKind, record: ObjectRecord): Promise<void> {
    const { store } = this.#parts;
    if (kind.conflict === undefined) {
      await store.replace(record);
      return;
    }
    try {
      await store.insert(record);
    } catch (thrown) {
      if (thrown instanceof ConflictError) throw new ConflictError(kind.conflict(record.id, record.inputs));
      throw thrown;
    }
  }

  #record(type: string, id: string, inputs: WireBag, computed: WireBag): ObjectRecord {
    const now = new Date().toISOString();
    const sealed = this.#parts.sealer.sealBag(inputs);
    return {
      package: this.#parts.catalogue.name,
      type,
      id,
      createdAt: now,
      updatedAt: now,
      inputs: sealed,
      computed,
    };
  }

  #find(call: ObjectCall): Promise<ObjectRecord | undefined> {
    const { catalogue, store } = this.#parts;
    return store.find({ package: catalogue.name, type: call.type, id: call.id });
  }

  async #checkReferences(
    subject: { readonly type: string; readonly inputs: WireBag; readonly id?: string },
    moment: Moment,
  ): Promise<void> {
    const problems = await this.#parts.inspector.checkReferences(
      { ...subject, inputs: plainBag(subject.inputs) },
      moment,
    );
    if (problems.length > 0) throw new ProviderError(redact(problems.join("\n"), subject.inputs));
  }

  /** Deleting a namespace deletes what is in it, as the API server's namespace controller does. */
  async #emptyNamespace(namespace: string): Promise<void> {
    const { store } = this.#parts;
    const all = await store.list("kubernetes");
    await Promise.all(
      all.filter(({ id }) => id.startsWith(`${namespace}/`)).map((record) => store.remove(record)),
    );
  }
}

const areAlike = (values: readonly string[] | undefined, one?: Wire, other?: Wire): boolean =>
  values !== undefined && [one, other].every((each) => typeof each === "string" && values.includes(each));

/** Old and new cannot exist side by side when both would carry the same hand-given name. */
function keepsName(kind: ResourceKind, call: DiffCall): boolean {
  if (kind.namedBy === undefined) return kind.identify(revealBag(call.news)) === call.id;
  const path = kind.namedBy.split(".");
  const name = at(call.news, ...path);
  if (typeof name !== "string" || isGeneratedName(name, call.name)) return false;
  return sameWire(name, at(call.oldInputs, ...path));
}

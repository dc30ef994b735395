import type { PackageName } from "../packages";
import type { CheckFailure } from "../provider/calls";
import type { Inspector, Moment, Subject } from "../provider/inspector";
import type { Finding, ReferenceRule, Rule, World } from "../rules/rule";
import { checkShape } from "../schema/check";
import { customResourceSchema, pinnedSchema } from "../schema/pinned";
import type { TypeSchema } from "../schema/shape";
import type { SchemaSource } from "../schema/source";

/** What an inspector works with. */
export interface InspectorParts {
  /** Package whose types it judges. */
  readonly package: PackageName;
  /** What the installed SDK declares of each type. */
  readonly schemas: Pick<SchemaSource, "schemaOf">;
  /** What the provider refuses by the inputs alone. */
  readonly rules: readonly Rule[];
  /** What it refuses because of other objects. */
  readonly references: readonly ReferenceRule[];
  /** The package's own objects, and the clock. */
  readonly world: World;
}

/** Checks inputs against the declared types first and against the provider's rules second. */
export class RuleInspector implements Inspector {
  readonly #parts: InspectorParts;

  constructor(parts: InspectorParts) {
    this.#parts = parts;
  }

  /** {@inheritDoc Inspector.checkInputs} */
  async checkInputs(subject: Subject): Promise<readonly CheckFailure[]> {
    const schema = await this.#schema(subject.type);
    if (schema === undefined) return [{ property: "", reason: this.#noSuchType(subject.type) }];
    // Rules run on misshapen inputs too: the author sees everything that is wrong at once.
    const found = this.#parts.rules
      .filter(({ types }) => types.includes(subject.type))
      .flatMap((rule) =>
        rule.check(subject.inputs, this.#parts.world.now()).map((finding) => failure(rule.code, finding)),
      );
    return [...checkShape(schema, subject.inputs), ...found];
  }

  /** {@inheritDoc Inspector.checkReferences} */
  async checkReferences(subject: Subject, moment: Moment): Promise<readonly string[]> {
    const rules = this.#parts.references.filter(
      ({ types, moments }) => types.includes(subject.type) && moments.includes(moment),
    );
    const problems = await Promise.all(
      rules.map(async (rule) =>
        (await rule.check(subject, this.#parts.world)).map((problem) => `${problem} [${rule.code}]`),
      ),
    );
    return problems.flat();
  }

  async #schema(type: string): Promise<TypeSchema | undefined> {
    const pinned = pinnedSchema(type);
    if (pinned !== undefined) return pinned;
    const declared = await this.#parts.schemas.schemaOf(type);
    if (declared !== undefined || this.#parts.package !== "kubernetes") return declared;
    return customResourceSchema(type);
  }

  #noSuchType(type: string): string {
    return `The installed @pulumi/${this.#parts.package} declares no type "${type}"; check its spelling or the SDK's version. [schema]`;
  }
}

function failure(code: string, { path, message }: Finding): CheckFailure {
  return { property: path, reason: `'${path}' ${message} [${code}]` };
}

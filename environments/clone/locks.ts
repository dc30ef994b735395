import type { Problem } from "../../model/problem";

/** A resource as the program declares it. */
export interface Declared {
  /** Type token, such as `aws:backup/vaultLockConfiguration:VaultLockConfiguration`. */
  readonly type: string;
  /** Logical name in the program. */
  readonly name: string;
  /** What the program asks for. */
  readonly inputs: Readonly<Record<string, unknown>>;
}

/** A lock that nobody can ever lift. */
interface Lock {
  /** Types that can be locked so. */
  readonly types: RegExp;
  /** The input that locks, from the resource's inputs down. */
  readonly path: readonly string[];
  /** Whether a value of that input locks for good. */
  readonly locks: (value: unknown) => boolean;
  /** What to write instead. */
  readonly remedy: string;
}

const isCompliance = (value: unknown): boolean => value === "COMPLIANCE";
const governance = "Use governance mode, which those with the right can lift.";

/**
 * Locks of which a clone would leave something behind for good: it could neither be swept nor removed by hand.
 *
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/vault-lock.html
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html
 * https://docs.aws.amazon.com/amazonglacier/latest/dev/vault-lock.html
 */
const locks: readonly Lock[] = [
  {
    types: /^aws:backup\/vaultLockConfiguration:/,
    path: ["changeableForDays"],
    locks: (value) => value !== undefined && value !== null,
    remedy:
      "Leave it out: without a date the vault is locked in governance mode, which those with the right can lift.",
  },
  {
    types: /^aws:s3\/bucketObjectLockConfiguration(V2)?:/,
    path: ["rule", "defaultRetention", "mode"],
    locks: isCompliance,
    remedy: governance,
  },
  {
    types: /^aws:s3\/bucket(V2)?:/,
    path: ["objectLockConfiguration", "rule", "defaultRetention", "mode"],
    locks: isCompliance,
    remedy: governance,
  },
  {
    types: /^aws:s3\/(bucketObject(v2)?|objectCopy):/,
    path: ["objectLockMode"],
    locks: isCompliance,
    remedy: governance,
  },
  {
    types: /^aws:glacier\/vaultLock:/,
    path: ["completeLock"],
    locks: (value) => value === true,
    remedy: "Leave it false: a lock that is not completed goes by itself after a day.",
  },
];

/** What a clone would lock for good. */
export function irrevocableLocks(resources: Iterable<Declared>): readonly Problem[] {
  return [...resources].flatMap(({ inputs, name, type }) =>
    locks
      .filter(({ types }) => types.test(type))
      .flatMap(({ locks: isLocked, path, remedy }): readonly Problem[] => {
        const value = path.reduce<unknown>(within, inputs);
        if (!isLocked(value)) return [];
        return [
          {
            code: "clone/lock",
            path: `${type.split(":").pop() ?? type}::${name} ${path.join(".")}`,
            value: String(value),
            rule: "nobody can ever lift this lock, so it would outlive the clone.",
            remedy,
          },
        ];
      }),
  );
}

/** A field of a record; of a list, that of its first, as older versions of the SDK write a single record. */
function within(value: unknown, key: string): unknown {
  const record: unknown = Array.isArray(value) ? value[0] : value;
  return typeof record === "object" && record !== null ? (record as Record<string, unknown>)[key] : undefined;
}

import type { ObjectRecord } from "../store/record";

/** Who made what was made through the sandbox's API; no account has this user. */
export const sandboxUser = {
  id: "5a4d0b0e-0000-4000-8000-000000000001",
  name: "Sandbox User",
  handle: "user@sandbox.example",
  email: "user@sandbox.example",
} as const;

/** Who made what a program made: the service account behind its keys. */
export const sandboxProgram = {
  id: "5a4d0b0e-0000-4000-8000-000000000002",
  name: "Pulumi",
  handle: "pulumi@sandbox.example",
  email: "pulumi@sandbox.example",
} as const;

/** The mark on an object that was made through the API. */
export const byHand = "madeByHand";

/** Who made an object, as the older APIs write it. */
export function creatorOf({ computed }: Pick<ObjectRecord, "computed">): {
  readonly name: string;
  readonly handle: string;
  readonly email: string;
} {
  const { email, handle, name } = computed[byHand] === true ? sandboxUser : sandboxProgram;
  return { name, handle, email };
}

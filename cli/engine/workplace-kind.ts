import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

import { parse } from "yaml";

import { shardOf } from "../../stacks/shard";
import { backendUrl, localPlaces, localStack } from "./local-stack";

/** Whether stacks live in the checkout's sandbox, or in a backend of the user's own. */
export type WorkplaceKind = "sandbox" | "own";

/** What a command asks for. */
export interface KindRequest {
  /** A stack, or the environment that it belongs to. */
  readonly stack: string;
  /**
   * The sandbox, whatever backend the user chose.
   *
   * @defaultValue false
   */
  readonly sandbox?: boolean;
}

/** Signs of a backend that the user chose. https://www.pulumi.com/docs/iac/cli/environment-variables/ */
export interface BackendSigns {
  /** `PULUMI_BACKEND_URL`; empty where it is not set. */
  readonly url: string;
  /** Whether `PULUMI_ACCESS_TOKEN` is set, with which a pipeline logs in to Pulumi Cloud. */
  readonly hasToken: boolean;
  /** The backend of `pulumi login`; empty where nobody is logged in. */
  readonly login: string;
  /** `backend.url` of Pulumi.yaml; empty where it has none. */
  readonly project: string;
  /** The address of this checkout's sandbox, which is no backend of the user's own. */
  readonly sandbox: string;
}

/**
 * Where a stack lives: `local` always in the sandbox; any other in the backend that the user chose, and in the sandbox
 * where no backend was chosen.
 */
export function kindOf({ sandbox, stack }: KindRequest, signs: BackendSigns): WorkplaceKind {
  // Only Pulumi Cloud has organizations before a stack's name.
  if (stack.includes("/")) return "own";
  if (sandbox === true || shardOf(stack).environment === localStack) return "sandbox";
  if (signs.url !== "") return signs.url === signs.sandbox ? "sandbox" : "own";
  return signs.hasToken || signs.login !== "" || signs.project !== "" ? "own" : "sandbox";
}

/** The signs that this process and this machine show. */
export function backendSigns(root: string): BackendSigns {
  const { PULUMI_ACCESS_TOKEN: token = "", PULUMI_BACKEND_URL: url = "" } = process.env;
  const { backend } = parse(readFileSync(join(root, "Pulumi.yaml"), "utf8")) as {
    readonly backend?: { readonly url?: string };
  };
  return {
    url,
    hasToken: token !== "",
    login: currentLogin(),
    project: backend?.url ?? "",
    sandbox: backendUrl(localPlaces(root)),
  };
}

/** What `pulumi login` left: https://pkg.go.dev/github.com/pulumi/pulumi/sdk/v3/go/common/workspace#Credentials */
function currentLogin(): string {
  const { PULUMI_CREDENTIALS_PATH: path, PULUMI_HOME: home } = process.env;
  const file = join(path ?? home ?? join(homedir(), ".pulumi"), "credentials.json");
  if (!existsSync(file)) return "";
  try {
    const { current } = JSON.parse(readFileSync(file, "utf8")) as { readonly current?: unknown };
    return typeof current === "string" ? current : "";
  } catch {
    // What Pulumi itself could not read is no login.
    return "";
  }
}

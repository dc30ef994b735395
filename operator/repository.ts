/** Whether an address of a repository is one for ssh, as git writes it: with a scheme, or `git@host:owner/name`. */
export const isSsh = (address: string): boolean =>
  address.startsWith("ssh://") || /^[\w.-]+@[\w.-]+:/.test(address);

/** What the operator makes of an address. */
export type RepositoryFault = "form" | "plain" | "secret" | "path";

/**
 * What is wrong with an address of a repository. The operator takes https and ssh only, and of a path of more than two parts
 * it knows no repository's name unless that ends in .git.
 * https://github.com/pulumi/pulumi/blob/v3.259.0/sdk/go/common/util/gitutil/git.go (parseGitRepoURLParts)
 *
 * @returns null for an address that it can read
 */
export function repositoryFault(address: string): RepositoryFault | null {
  if (/:[^/@]+@/.test(address)) return "secret";
  if (!address.includes("://") && isSsh(address)) return pathFault(address.slice(address.indexOf(":") + 1));
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url === null) return "form";
  if (url.search !== "" || url.hash !== "" || (url.protocol !== "ssh:" && url.username !== ""))
    return "secret";
  if (url.protocol === "http:" || url.protocol === "git:") return "plain";
  if (url.protocol !== "https:" && url.protocol !== "ssh:") return "form";
  return pathFault(url.pathname);
}

function pathFault(path: string): RepositoryFault | null {
  const parts = path.split("/").filter((part) => part !== "");
  if (parts.length < 2) return "form";
  return parts.length > 2 && !path.endsWith(".git") ? "path" : null;
}

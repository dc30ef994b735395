/** Id inside a reference such as `${objective:vendhub/uptime}`; a bare id is its own. */
export function referencedId(reference: string): string {
  return /^\$\{[a-z-]+:(.+)\}$/.exec(reference)?.[1] ?? reference;
}

import pc from "picocolors";

/**
 * Whether output to `stream` is coloured: on a terminal that can, unless NO_COLOR is set (https://no-color.org); elsewhere
 * only with FORCE_COLOR. A build server's log is not a terminal: picocolors' own rule would colour it whenever CI is set.
 */
export function wantsColour(
  stream: { readonly isTTY?: boolean },
  { NO_COLOR, FORCE_COLOR, TERM }: Readonly<Record<string, string | undefined>>,
): boolean {
  if (NO_COLOR !== undefined && NO_COLOR !== "") return false;
  if (FORCE_COLOR !== undefined) return FORCE_COLOR !== "0" && FORCE_COLOR !== "false";
  return stream.isTTY === true && TERM !== "dumb";
}

/** Functions that colour text for standard output, or return it as it is where no colour is wanted. */
export const colour = pc.createColors(wantsColour(process.stdout, process.env));

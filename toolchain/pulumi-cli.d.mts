/** Where a Pulumi CLI was found, or put. */
export interface FoundCli {
  /** The file itself. */
  readonly path: string;
  /** Its version by its own account. */
  readonly version: string;
  /** Which of the ways gave it. */
  readonly how: "path" | "cache" | "download" | "go";
  /** Folder to put on PATH. */
  readonly binFolder: string;
}

/** Finds a Pulumi CLI that fits Belfry, or installs one; throws a SetUpError that names the ways and why each failed. */
export function ensurePulumiCli(options?: {
  readonly log?: (text: string) => void;
  readonly env?: NodeJS.ProcessEnv;
  readonly root?: string;
}): Promise<FoundCli>;

/** The environment with the CLI's folder first on PATH, and the note that it was looked for. */
export function withCliOnPath(cli: Pick<FoundCli, "binFolder">, env?: NodeJS.ProcessEnv): NodeJS.ProcessEnv;

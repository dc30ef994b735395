import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

/** How a script ended. */
export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A folder in which scripts of the backup jobs run, with stand-ins for the programs that need a network. */
export class ScriptRunner {
  /** The scripts' own folder. */
  readonly work: string;
  /** What stands in for S3: one folder a bucket. */
  readonly s3: string;
  readonly #root: string;

  constructor() {
    this.#root = mkdtempSync(join(tmpdir(), "belfry-script-"));
    this.work = join(this.#root, "work");
    this.s3 = join(this.#root, "s3");
    mkdirSync(this.work);
    mkdirSync(this.s3);
  }

  /** Runs one script to its end. Nothing of this process's environment reaches it but the path. */
  run(script: string, environment: Readonly<Record<string, string>>): Ended {
    const fakes = resolve("test/components/backups/fakes");
    const { status, stdout, stderr } = spawnSync("/bin/bash", [`components/backups/scripts/${script}.sh`], {
      env: {
        PATH: `${fakes}:/usr/bin:/bin`,
        WORK: this.work,
        HOME: this.work,
        TMPDIR: this.work,
        FAKE_S3: this.s3,
        FAKE_LOG: join(this.#root, "log"),
        ...environment,
      },
      encoding: "utf8",
    });
    return { status, stdout, stderr };
  }

  /** The command lines that the stand-ins were called with. */
  calls(): readonly string[] {
    return readFileSync(join(this.#root, "log"), "utf8").split("\n").filter(Boolean);
  }

  /** Forgets the folder. */
  remove(): void {
    rmSync(this.#root, { recursive: true, force: true });
  }
}

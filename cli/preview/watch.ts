import type { ChildProcess } from "node:child_process";
import { readdirSync, watch as watchFolder, type FSWatcher } from "node:fs";
import { join } from "node:path";

import { ModelError } from "../../model/problem";
import { oneLine } from "../../preview/render/text";
import { colour } from "../colour";
import { makePreview, type PreviewRequest } from "./make-preview";
import { readSide, workingTree, type Side, type SideRequest } from "./read-side";
import { freshSide } from "./side-message";
import { terminal } from "./terminal";

/** Folders that plans are made of, and what lies beside them. */
const folders = ["services", "stacks", "model", "plan"];
const files = /^(Pulumi\..*yaml|incidents\.yaml)$/;

/** An editor writes a file in several steps. */
const settled = 200;

const mostRounds = 8;

/**
 * Shows a preview of the checkout as it stands, and again after every edit, until Ctrl-C. The plan is made by a process of
 * its own, since what is loaded once stays loaded; what it is compared with, the files of the past and what was replayed
 * are kept.
 */
export async function watchPreview(request: PreviewRequest): Promise<void> {
  const rounds = new Rounds(request);
  const edits = new Edits(request.root);
  const ended = new Promise<"ended">((done) => {
    const end = (): void => {
      done("ended");
    };
    process.once("SIGINT", end).once("SIGTERM", end);
  });
  try {
    for (;;) {
      const edited = edits.next();
      const round = rounds.show();
      if ((await Promise.race([round, ended])) === "ended") return;
      if ((await Promise.race([edited, ended])) === "ended") return;
    }
  } finally {
    edits.stop();
    rounds.stop();
  }
}

/** Waits for edits; those that come together count as one. */
class Edits {
  private readonly root: string;
  private watchers: readonly FSWatcher[] = [];
  private heard: (() => void) | undefined;
  private timer: NodeJS.Timeout | undefined;
  private missed = false;

  constructor(root: string) {
    this.root = root;
    this.watch();
  }

  /** Ends with the next edit; one that came while nobody waited is the next. */
  next(): Promise<"edited"> {
    return new Promise((done) => {
      this.heard = () => {
        done("edited");
      };
      if (this.missed) this.tell();
    });
  }

  stop(): void {
    clearTimeout(this.timer);
    for (const each of this.watchers) each.close();
  }

  /** Folders are watched, not files: an editor puts another file in an edited one's place. */
  private watch(): void {
    this.stop();
    const hear = (): void => {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => {
        // An edit may have made a folder.
        this.watch();
        this.tell();
      }, settled);
    };
    this.watchers = [
      ...folders
        .flatMap((folder) => foldersIn(join(this.root, folder)))
        .map((each) => watchFolder(each, hear)),
      watchFolder(this.root, (_event, name) => {
        if (name !== null && files.test(name)) hear();
      }),
    ];
  }

  private tell(): void {
    this.missed = this.heard === undefined;
    this.heard?.();
    this.heard = undefined;
  }
}

function foldersIn(folder: string): readonly string[] {
  const within = readdirSync(folder, { withFileTypes: true }).filter((each) => each.isDirectory());
  return [folder, ...within.flatMap(({ name }) => foldersIn(join(folder, name)))];
}

/** The previews that were shown so far. */
class Rounds {
  private readonly request: PreviewRequest;
  private readonly bases = new Map<string, Promise<Side>>();
  private readonly past: string[] = [];
  private child: ChildProcess | undefined;

  constructor(request: PreviewRequest) {
    this.request = { ...request, read: (side) => this.read(side) };
  }

  /** Shows one round; what the edit did wrong is shown in its place. */
  async show(): Promise<"shown"> {
    const began = Date.now();
    const told = await makePreview(this.request).catch(problemsOf);
    const time = new Date().toTimeString().slice(0, 8);
    const sentences =
      typeof told === "string"
        ? ["problems, as above"]
        : told.stacks.map(({ sentence }) => oneLine(sentence));
    this.past.push(`${time}  ${sentences.join(" ")}`);
    write([
      typeof told === "string" ? told : terminal(told),
      "",
      ...this.past
        .slice(-mostRounds)
        .map((line, index, all) => (index === all.length - 1 ? line : colour.dim(line))),
      colour.dim(`Made in ${((Date.now() - began) / 1000).toFixed(1)} s. Waiting for an edit; Ctrl-C ends.`),
    ]);
    return "shown";
  }

  stop(): void {
    this.child?.kill("SIGKILL");
  }

  private read(side: SideRequest): Promise<Side> {
    if (side.spec === workingTree) return freshSide(side, (child) => (this.child = child));
    const known = this.bases.get(side.stack) ?? readSide(side);
    this.bases.set(side.stack, known);
    return known;
  }
}

/** A mistake of the user is a round too; a failure of ours ends the watch. */
function problemsOf(error: unknown): string {
  if (error instanceof ModelError) return error.message;
  throw error;
}

/** On a terminal each round takes the place of the one before; piped, they follow one another. */
function write(lines: readonly string[]): void {
  const clear = process.stdout.isTTY ? "\x1b[2J\x1b[3J\x1b[H" : "";
  process.stdout.write(`${clear}${lines.join("\n")}\n${process.stdout.isTTY ? "" : "\n"}`);
}

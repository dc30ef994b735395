import type { Problem } from "../../model/problem";

/** Lines that are told one by one; of the others only their number is. */
const toldLines = 5;

/** What is wrong with the lines of a file: the first ones each, and how many more there are. */
export class LineFaults {
  private readonly name: string;
  private readonly code: string;
  private readonly told: Problem[] = [];
  /** Number of malformed lines. */
  count = 0;

  /**
   * @param name - what messages call the file
   * @param code - the problems' code
   */
  constructor(name: string, code: string) {
    this.name = name;
    this.code = code;
  }

  /** A line that cannot be read. */
  add(line: number, value: string | null, rule: string): void {
    this.count += 1;
    if (this.count <= toldLines) this.tell(line, value, rule, "Mend the line, or take it out.");
  }

  /** Something that is wrong with the file. */
  tell(line: number | null, value: string | null, rule: string, remedy: string): void {
    const path = line === null ? this.name : `${this.name}:${line}`;
    this.told.push({ code: this.code, path, value: value?.slice(0, 80) ?? null, rule, remedy });
  }

  /** All of it. */
  problems(): readonly Problem[] {
    const more = this.count - toldLines;
    if (more > 0)
      this.tell(null, null, `malformed lines beyond these: ${more}.`, "Mend them in the same way.");
    return this.told;
  }
}

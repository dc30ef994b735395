import { shardOf } from "../../stacks/shard";
import { counted } from "../engine/deploy";

/** How far the stacks of a run are. */
export class Running {
  readonly #what: string;
  readonly #stacks: number;
  readonly #changed = new Map<string, number>();
  #ended = 0;

  /**
   * @param what - what is done, such as `Deploying prod`
   * @param stacks - how many stacks it is done to
   */
  constructor(what: string, stacks: number) {
    this.#what = what;
    this.#stacks = stacks;
  }

  /** Notes how many resources of a stack were changed so far. */
  changed(stack: string, count: number): void {
    this.#changed.set(stack, count);
  }

  /** Notes that a stack is done. */
  ended(stack: string): void {
    this.#ended += 1;
    // Of several, those that are still at work are told; of one, what it came to.
    if (this.#stacks > 1) this.#changed.delete(stack);
  }

  /** All of it in one line. */
  line(): string {
    const nameOf = (stack: string): string => shardOf(stack).shard ?? stack;
    const total = [...this.#changed.values()].reduce((sum, each) => sum + each, 0);
    if (this.#stacks === 1) return `${this.#what}: ${counted(total, "resource")} changed`;
    const under = [...this.#changed].map(([stack, count]) => `${nameOf(stack)} ${count}`);
    const changes = under.length === 0 ? "" : `; resources changed: ${under.join(", ")}`;
    return `${this.#what}: ${this.#ended} of ${this.#stacks} stacks done${changes}`;
  }
}

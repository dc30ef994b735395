import { chance, seedOf } from "./noise";

/** What goes wrong at a service now and then; each shows in the metrics that name it. */
export type Trouble =
  "errors" | "slow" | "load" | "database" | "memory" | "security" | "outage" | "build" | "spikes" | "silence";

/** How often a trouble comes, and how long it lasts. */
interface Habit {
  /** Days of a stretch of time in which it comes at most once. */
  readonly days: number;
  /** How likely it comes in one stretch. */
  readonly chance: number;
  /** Shortest and longest duration in minutes. */
  readonly minutes: readonly [shortest: number, longest: number];
}

const habits: Readonly<Record<Trouble, Habit>> = {
  errors: { days: 9, chance: 0.7, minutes: [8, 50] },
  slow: { days: 7, chance: 0.7, minutes: [10, 60] },
  load: { days: 6, chance: 0.7, minutes: [25, 120] },
  database: { days: 14, chance: 0.7, minutes: [4, 30] },
  memory: { days: 11, chance: 0.7, minutes: [30, 150] },
  security: { days: 10, chance: 0.7, minutes: [4, 20] },
  outage: { days: 15, chance: 0.6, minutes: [4, 20] },
  build: { days: 8, chance: 0.8, minutes: [2, 6] },
  // Short ones, again and again: what makes an alert flap.
  spikes: { days: 0.6, chance: 0.35, minutes: [2, 7] },
  // An agent restarts, or a cluster loses its way out: nothing is measured.
  silence: { days: 12, chance: 0.7, minutes: [4, 22] },
};

const day = 86_400;

/** One time at which something goes wrong. */
export interface Happening {
  /** Start in seconds since 1970. */
  readonly start: number;
  /** End in seconds since 1970. */
  readonly end: number;
  /** How bad it gets: 1 is what the metric's table says, and most are less. */
  readonly strength: number;
}

/** What goes wrong at one service, at any time: a function of time alone. */
export class Troubles {
  private readonly seed: number;
  private readonly near = new Map<
    Trouble,
    { readonly stretch: number; readonly happenings: readonly Happening[] }
  >();

  /** @param world - the environment and the service */
  constructor(world: string) {
    this.seed = seedOf(world);
  }

  /** How bad a trouble is at a time: 0 for not at all; it rises and falls within a tenth of its length. */
  intensity(trouble: Trouble, time: number): number {
    const stretch = Math.floor(time / (habits[trouble].days * day));
    // Times are asked for in order, so that the last answer nearly always holds.
    let near = this.near.get(trouble);
    if (near?.stretch !== stretch) {
      const happenings = [this.happening(trouble, stretch), this.happening(trouble, stretch - 1)];
      near = { stretch, happenings: happenings.filter((each) => each !== undefined) };
      this.near.set(trouble, near);
    }
    for (const happening of near.happenings)
      if (time >= happening.start && time < happening.end) return strengthOf(happening, time);
    return 0;
  }

  private happening(trouble: Trouble, stretch: number): Happening | undefined {
    const habit = habits[trouble];
    const seed = this.seed ^ seedOf(trouble);
    if (chance(seed, stretch) >= habit.chance) return undefined;
    const [shortest, longest] = habit.minutes;
    const length = Math.round(shortest + (longest - shortest) * chance(seed + 1, stretch) ** 2) * 60;
    const earliest = stretch * habit.days * day;
    const start = earliest + Math.floor(chance(seed + 2, stretch) * habit.days * 1440) * 60;
    return { start, end: start + length, strength: 0.55 + 0.55 * chance(seed + 3, stretch) };
  }
}

function strengthOf({ end, start, strength }: Happening, time: number): number {
  const edge = Math.max(60, (end - start) / 10);
  return strength * Math.min(1, (time - start + 60) / edge, (end - time) / edge);
}

/** Seconds since a service was last deployed, at any time: on four working days of five, in office hours. */
export function deploysOf(world: string): (time: number) => number {
  const seed = seedOf(`${world} deploys`);
  return (time) => {
    const today = Math.floor(time / day);
    for (let at = today; at > today - 8; at--) {
      const weekday = (at + 4) % 7;
      if (weekday === 0 || weekday === 6 || chance(seed, at) > 0.8) continue;
      const deployed = at * day + Math.floor((8 + 8 * chance(seed + 1, at)) * 60) * 60;
      if (deployed <= time) return time - deployed;
    }
    return Infinity;
  };
}

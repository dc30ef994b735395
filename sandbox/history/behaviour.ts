import { chance, countAbout, scatter, seedOf, wander } from "./noise";
import type { Age, Events, Filling, Level, Outcome, Profile } from "./profile";
import { deploysOf, type Trouble, type Troubles } from "./troubles";

/** Where a metric is measured. */
export interface Place {
  /** The environment and the service: what goes wrong there is wrong in each of its metrics. */
  readonly world: string;
  /** What goes wrong there. */
  readonly troubles: Troubles;
  /** The key of the metric, and its group: each has a scatter of its own. */
  readonly key: string;
  /** The profile of another metric of the same place. */
  readonly other: (key: string) => Behaviour;
}

/** What a metric is at each minute; NaN where nothing was measured. */
export type Behaviour = (time: number) => number;

/** A profile at a place, as a function of the time in seconds since 1970. */
export function behaviourOf(profile: Profile, place: Place): Behaviour {
  const seed = seedOf(`${place.world} ${place.key}`);
  switch (profile.kind) {
    case "level":
      return levelOf(profile, place, seed);
    case "requests":
      return (time) => requestsAt(time, profile.perMinute, place, seed);
    case "share":
    case "rest":
      return partOf(profile, place);
    case "spent": {
      const [all, each] = [place.other(profile.on), levelOf(profile.each, place, seed)];
      return (time) => all(time) * each(time);
    }
    case "events":
      return eventsOf(profile, place, seed);
    case "age":
      return ageOf(profile, seed);
    case "outcome":
      return outcomeOf(profile, seed);
    case "filling":
      return fillingOf(profile, seed);
    case "switch": {
      const { off } = profile;
      return (time) => (off !== null && place.troubles.intensity(off, time) > 0.5 ? 0 : 1);
    }
    case "constant":
      return () => profile.value;
  }
}

const day = 86_400;

/** From -1 in the small hours of a Sunday to 1 in the early afternoon of a working day, in UTC. */
export function rhythm(time: number): number {
  const hour = (time % day) / 3600;
  const weekday = (Math.floor(time / day) + 4) % 7;
  const daily = Math.cos(((hour - 14) / 12) * Math.PI);
  return weekday === 0 || weekday === 6 ? daily * 0.35 - 0.5 : daily * 0.85 + 0.1;
}

function levelOf(level: Level, { troubles, world }: Place, seed: number): Behaviour {
  const { afterDeploy = 0, bounds, jitter = 0.05, normal, swing = 0, whole } = level;
  const under = Object.entries(level.under ?? {}) as [Trouble, number][];
  const [least, greatest] = bounds;
  const sinceDeploy = deploysOf(world);
  return (time) => {
    const minute = Math.floor(time / 60);
    const slow = 0.6 * wander(seed, time, 7200) + 0.4 * wander(seed + 9, time, 1200);
    let value = normal * (1 + swing * rhythm(time) + jitter * (slow + 0.35 * scatter(seed + 3, minute)));
    if (afterDeploy > 0 && sinceDeploy(time) < 600) value *= 1 + afterDeploy;
    for (const [trouble, peak] of under) {
      const intensity = troubles.intensity(trouble, time);
      if (intensity > 0) value += (peak - value) * intensity * (1 + 0.08 * scatter(seed + 5, minute));
    }
    value = Math.min(greatest, Math.max(least, value));
    return whole ? Math.round(value) : value;
  };
}

function requestsAt(time: number, perMinute: number, { troubles }: Place, seed: number): number {
  const drift = 1 + 0.12 * wander(seed, time, 14_400);
  const busy = 1 + 0.6 * troubles.intensity("load", time);
  const lost = 1 - Math.min(0.9, 0.8 * troubles.intensity("outage", time));
  const mean = perMinute * (0.55 + 0.45 * rhythm(time) + 0.05) * drift * busy * lost;
  return countAbout(Math.max(perMinute * 0.04, mean), seed + 7, Math.floor(time / 60));
}

function partOf({ kind, of, share }: Extract<Profile, { kind: "share" | "rest" }>, place: Place): Behaviour {
  // Seeded by the whole, so that a part and the rest of it are of one draw.
  const own = seedOf(`${place.world} ${of} part`);
  const [all, level] = [place.other(of), levelOf(share, place, own)];
  return (time) => {
    const whole = all(time);
    // What is counted is counted in whole numbers; an amount, such as bytes, is not.
    const part =
      Number.isInteger(whole) && whole < 100_000
        ? Math.min(whole, countAbout(whole * level(time), own, Math.floor(time / 60)))
        : whole * level(time);
    return kind === "rest" ? whole - part : part;
  };
}

function eventsOf({ perDay, tellsNone, under = {} }: Events, { troubles }: Place, seed: number): Behaviour {
  const bursts = Object.entries(under) as [Trouble, number][];
  return (time) => {
    let mean = (perDay / 1440) * (1 + 0.7 * rhythm(time));
    for (const [trouble, perMinute] of bursts) mean += perMinute * troubles.intensity(trouble, time);
    const count = countAbout(mean, seed, Math.floor(time / 60));
    return count === 0 && !tellsNone ? NaN : count;
  };
}

/** When the one of a period was done, give or take a quarter of an hour. */
const doneAt = (period: number, { at, every }: Age, seed: number): number =>
  period * every * 3600 + (every < 24 ? 0 : at * 3600) + Math.round(chance(seed, period) * 15) * 60;

function ageOf(age: Age, seed: number): Behaviour {
  const length = age.every * 3600;
  return (time) => {
    let period = Math.floor(time / length);
    // A period that has not come to its hour yet, or whose run failed, leaves the age to the one before.
    while (doneAt(period, age, seed) > time || chance(seed + 1, period) < age.fails) period -= 1;
    return Math.round(((time - doneAt(period, age, seed)) / 3600) * 1000) / 1000;
  };
}

function outcomeOf({ every, jitter, normal, odd, oddly }: Outcome, seed: number): Behaviour {
  return (time) => {
    const run = Math.floor(time / (every * 3600));
    const middle = chance(seed + 1, run) < odd ? oddly : normal;
    return Math.max(0, middle * (1 + jitter * scatter(seed + 2, run)));
  };
}

function fillingOf({ bounds: [least, greatest], days }: Filling, seed: number): Behaviour {
  const shift = Math.floor(chance(seed, 0) * days * day);
  return (time) => {
    const way = ((time + shift) % (days * day)) / (days * day);
    return least + (greatest - least) * way + (greatest - least) * 0.02 * wander(seed + 1, time, 3600);
  };
}

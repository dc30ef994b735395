import type { Trouble } from "./troubles";

/** A value that goes up and down with the day and is driven elsewhere by troubles. */
export interface Level {
  /** Tells the profiles apart. */
  readonly kind: "level";
  /** What it is around. */
  readonly normal: number;
  /** How far it goes up by day and down by night, as a share of what is normal. */
  readonly swing?: number;
  /** How far it scatters, as a share of what is normal. */
  readonly jitter?: number;
  /** Where a trouble drives it. */
  readonly under?: Readonly<Partial<Record<Trouble, number>>>;
  /** By what share it is worse in the ten minutes after a deployment. */
  readonly afterDeploy?: number;
  /** Its bounds. */
  readonly bounds: readonly [least: number, greatest: number];
  /** Whether it is a whole number. */
  readonly whole?: true;
}

/** How many requests come in a minute: few at night, fewer at weekends, some lost in an outage. */
export interface Requests {
  /** Tells the profiles apart. */
  readonly kind: "requests";
  /** In a minute of an ordinary working day. */
  readonly perMinute: number;
}

/** What share of something else it is: never more than all of it. */
export interface Share {
  /** Tells the profiles apart. */
  readonly kind: "share" | "rest";
  /** Key of the profile of which it is a part. */
  readonly of: string;
  /** The share, from 0 to 1. */
  readonly share: Level;
}

/** What is spent on something, such as seconds on queries. */
export interface Spent {
  /** Tells the profiles apart. */
  readonly kind: "spent";
  /** Key of the profile on which it is spent. */
  readonly on: string;
  /** How much on each. */
  readonly each: Level;
}

/** Things that happen now and then, and by the dozen in a trouble. */
export interface Events {
  /** Tells the profiles apart. */
  readonly kind: "events";
  /** On an ordinary day. */
  readonly perDay: number;
  /** In a minute of a trouble. */
  readonly under?: Readonly<Partial<Record<Trouble, number>>>;
  /** Whether none is told as 0 rather than not at all, as a job that posts a number does. */
  readonly tellsNone?: true;
}

/** Hours since something was last done. */
export interface Age {
  /** Tells the profiles apart. */
  readonly kind: "age";
  /** Hours between two. */
  readonly every: number;
  /** Hour of the day at which it is done, give or take a quarter. */
  readonly at: number;
  /** How likely one fails, so that the age goes on rising. */
  readonly fails: number;
}

/** The outcome of something done once in a while: the same until it is done again. */
export interface Outcome {
  /** Tells the profiles apart. */
  readonly kind: "outcome";
  /** Hours between two. */
  readonly every: number;
  /** What it is around. */
  readonly normal: number;
  /** How far it scatters, as a share. */
  readonly jitter: number;
  /** How likely it is odd. */
  readonly odd: number;
  /** What an odd one is. */
  readonly oddly: number;
}

/** Something that fills up and is emptied. */
export interface Filling {
  /** Tells the profiles apart. */
  readonly kind: "filling";
  /** After it was emptied, and before. */
  readonly bounds: readonly [least: number, greatest: number];
  /** Days between. */
  readonly days: number;
}

/** 1 when it is well, 0 in a trouble. */
export interface Switch {
  /** Tells the profiles apart. */
  readonly kind: "switch";
  /** What turns it off; null for nothing. */
  readonly off: Trouble | null;
}

/** Always the same. */
export interface Constant {
  /** Tells the profiles apart. */
  readonly kind: "constant";
  /** Its value. */
  readonly value: number;
}

/** How a metric behaves. */
export type Profile = Level | Requests | Share | Spent | Events | Age | Outcome | Filling | Switch | Constant;

/** A level with no upper bound, unless it says one. */
export const level = (normal: number, rest: Omit<Partial<Level>, "kind" | "normal">): Level => ({
  kind: "level",
  normal,
  bounds: [0, 1e15],
  ...rest,
});

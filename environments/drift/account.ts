/** An object with tags as Datadog lists it. */
export interface SeenObject {
  /** Type token of its resource, such as `datadog:index/monitor:Monitor`. */
  readonly type: string;
  /** Datadog's id. */
  readonly id: string;
  /** What people call it. */
  readonly name: string;
  /** What it tells people, and whom; empty for what tells nobody. */
  readonly message: string;
  /** Its tags. */
  readonly tags: readonly string[];
  /** Who made it; null where Datadog does not say. */
  readonly creator: string | null;
  /** When it was made; null where Datadog does not say. */
  readonly created: Date | null;
  /** What was asked for, in the names of a resource's inputs. */
  readonly inputs: Readonly<Record<string, unknown>>;
}

/** A monitor as Datadog lists it. */
export interface SeenMonitor extends SeenObject {
  /** Scopes that are muted by an old kind of downtime, each until a time in seconds since 1970; null without end. */
  readonly silenced: Readonly<Record<string, number | null>>;
}

/** A downtime as Datadog lists it. */
export interface SeenDowntime {
  /** Datadog's id. */
  readonly id: string;
  /** What its maker wrote; empty for nothing. */
  readonly message: string;
  /** Who made it; null where Datadog does not say. */
  readonly creator: string | null;
  /** Which groups of the monitors it mutes; `*` for all. */
  readonly scope: string;
  /** The only monitor that it mutes; null where it names tags. */
  readonly monitorId: string | null;
  /** Tags that a monitor must all have; `*` for any monitor. */
  readonly monitorTags: readonly string[];
  /** Where it stands: it mutes now, it will, it was called off, or it is over. */
  readonly status: "active" | "scheduled" | "canceled" | "ended";
  /** When it begins or began; null where that is not known. */
  readonly start: Date | null;
  /** When it ends; null for never. */
  readonly end: Date | null;
  /** Whether it comes again and again. */
  readonly recurs: boolean;
}

/** What a Datadog account holds beside what a state knows of. */
export interface SeenAccount {
  /** The monitors that say that they are the environment's. */
  readonly monitors: readonly SeenMonitor[];
  /** The objectives and synthetic tests that do so too. */
  readonly others: readonly SeenObject[];
  /** Every downtime. */
  readonly downtimes: readonly SeenDowntime[];
  /** The ids of the downtimes that mute a monitor now, in Datadog's own judgement, for monitors that were asked about. */
  readonly matches: ReadonlyMap<string, readonly string[]>;
}

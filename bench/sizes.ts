/** At how many resources the two programs are compared, and what Belfry promises there. */
export interface Size {
  /** What `--size` calls it. */
  readonly name: string;
  /** What the table calls it. */
  readonly title: string;
  /** Least number of resources at providers; the services are repeated until there are as many. Null repeats nothing. */
  readonly least: number | null;
  /** Most that Belfry may take, as a share of the plain program's time. */
  readonly limits: Readonly<Record<Temperature, number>>;
}

/** Whether the compiler's cache in the temporary folder is empty or filled. */
export type Temperature = "cold" | "warm";

/** Both, in the order in which the table shows them. */
export const temperatures: readonly Temperature[] = ["cold", "warm"];

/** The sizes of which the project's issue speaks. */
export const sizes: readonly Size[] = [
  { name: "services", title: "all services", least: null, limits: { cold: 0.5, warm: 0.75 } },
  { name: "thousand", title: "1,000 resources", least: 1000, limits: { cold: 0.5, warm: 0.5 } },
];

/** How often the services must be there so that a stack holds at least so many resources. */
export function timesFor(
  least: number,
  counted: { readonly services: number; readonly shared: number },
): number {
  return Math.max(1, Math.ceil((least - counted.shared) / counted.services));
}

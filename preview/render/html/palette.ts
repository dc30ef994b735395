/** Colours of one scheme, by what they are for. */
export interface Palette {
  /** Behind everything. */
  readonly ground: string;
  /** Behind tables, sections and charts. */
  readonly surface: string;
  /** Behind heads of tables, code and what is pointed at. */
  readonly raised: string;
  /** Lines between things. */
  readonly line: string;
  /** Text. */
  readonly ink: string;
  /** Text that stands back. */
  readonly soft: string;
  /** Links, the series, and what is after a change. */
  readonly accent: string;
  /** What is worse, and the critical level. */
  readonly bad: string;
  /** Behind a word that says that something is worse. */
  readonly badWash: string;
  /** The warning level, and what is not certain. */
  readonly warn: string;
  /** Behind a word that says that something is not certain. */
  readonly warnWash: string;
  /** What is better, and the recovery level. */
  readonly good: string;
  /** Behind a word that says that something is better. */
  readonly goodWash: string;
}

/** Colours on paper and on bright screens. */
export const light: Palette = {
  ground: "#f6f7f9",
  surface: "#ffffff",
  raised: "#f0f2f5",
  line: "#dde1e7",
  ink: "#171a21",
  soft: "#565d6b",
  accent: "#2f5bd0",
  bad: "#b3261e",
  badWash: "#fdecea",
  warn: "#845400",
  warnWash: "#fdf1d8",
  good: "#17693f",
  goodWash: "#e3f5ea",
};

/** Colours on dark screens. */
export const dark: Palette = {
  ground: "#0d1015",
  surface: "#151920",
  raised: "#1d222b",
  line: "#2c333e",
  ink: "#e8ebf0",
  soft: "#9ea8b7",
  accent: "#8db0ff",
  bad: "#ff9a91",
  badWash: "#3a1a19",
  warn: "#f0c064",
  warnWash: "#352810",
  good: "#78d6a4",
  goodWash: "#12301f",
};

/** The colours as custom properties, such as `--bad-wash`. */
export const properties = (palette: Palette): string =>
  Object.entries(palette)
    .map(([name, colour]) => `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}:${colour};`)
    .join("");

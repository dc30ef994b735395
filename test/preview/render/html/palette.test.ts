import { dark, light, type Palette } from "../../../../preview/render/html/palette";

/** Relative luminance of a colour, https://www.w3.org/TR/WCAG22/#dfn-relative-luminance. */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
function contrast(one: string, other: string): number {
  const [dim = 0, bright = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (bright + 0.05) / (dim + 0.05);
}

const texts: readonly (readonly [text: keyof Palette, behind: readonly (keyof Palette)[]])[] = [
  ["ink", ["ground", "surface", "raised"]],
  ["soft", ["ground", "surface", "raised"]],
  ["accent", ["surface"]],
  ["bad", ["surface", "badWash"]],
  ["good", ["surface", "goodWash"]],
  ["warn", ["surface", "warnWash"]],
  ["surface", ["bad"]],
];

describe.each([
  ["light", light],
  ["dark", dark],
])("the %s colours", (_, palette) => {
  it.each(texts.flatMap(([text, behind]) => behind.map((each) => [text, each] as const)))(
    "let %s be read on %s: 4.5 to 1, as WCAG's AA asks of text",
    (text, behind) => {
      expect(contrast(palette[text], palette[behind])).toBeGreaterThanOrEqual(4.5);
    },
  );

  it.each<readonly [keyof Palette, keyof Palette]>([
    ["accent", "raised"],
    ["soft", "raised"],
    ["bad", "raised"],
    ["bad", "surface"],
    ["warn", "surface"],
  ])("tell %s from %s in a chart: 3 to 1, as AA asks of pictures", (mark, behind) => {
    expect(contrast(palette[mark], palette[behind])).toBeGreaterThanOrEqual(3);
  });
});

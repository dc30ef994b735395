import fc from "fast-check";

import type { Occasion } from "../../../plan/message/occasions";
import { render } from "../../../plan/message/render";
import { readTemplate } from "../../../plan/message/template";

const values = new Map<string, string | number>([
  ["value", 91.5],
  ["pod_name.name", "shop-1"],
  ["last_triggered_at_epoch", 1_767_582_240_000],
]);

const on = (...conditions: readonly string[]): Occasion => ({ state: "alert", conditions });

const shown = (text: string, occasion = on("is_alert")): string =>
  render(readTemplate(text).parts, { occasion, values, priority: 2 });

describe("a message", () => {
  it.each([
    ["plain text", "plain text"],
    ["now {{value}} %", "now 91.5 %"],
    ["{{ pod_name.name }} {{{pod_name.name}}}", "shop-1 shop-1"],
    ["a {{host.name}} b", "a  b"],
    ['{{eval "value/1000"}} s', "0.0915 s"],
    ['from_ts={{eval "last_triggered_at_epoch-15*60*1000"}}&', "from_ts=1767581340000&"],
    ["a{{!-- told to nobody --}}b{{! nor this }}c", "abc"],
    ["{{#is_alert}}alert{{/is_alert}}{{#is_warning}}warning{{/is_warning}}", "alert"],
    ["{{^is_alert}}calm{{/is_alert}}{{^is_recovery}}bad{{/is_recovery}}", "bad"],
    ["{{#is_warning}}warning{{else}}else{{/is_warning}}", "else"],
    [
      "{{#is_alert}}a{{#is_warning}}b{{else}}c{{#is_alert}}d{{/is_alert}}{{/is_warning}}e{{/is_alert}}",
      "acde",
    ],
    ["{{^is_warning}}a{{^is_recovery}}b{{#is_no_data}}c{{/is_no_data}}{{/is_recovery}}{{/is_warning}}", "ab"],
    ["{{#is_priority 'P2'}}two{{/is_priority}}{{#is_priority 'P1'}}one{{/is_priority}}", "two"],
    ['{{#is_match "pod_name.name" "cart" "shop"}}shop{{/is_match}}', "shop"],
    ['{{#is_match "host.name" ""}}host{{else}}no host{{/is_match}}', "no host"],
    ['{{#is_exact_match "pod_name.name" "shop"}}yes{{else}}no{{/is_exact_match}}', "no"],
  ])("%j is shown as %j", (text, expected) => {
    expect(readTemplate(text).mistakes).toEqual([]);
    expect(shown(text)).toBe(expected);
  });

  it("leaves no line where a block's tag stood alone, and one empty line where text was left out", () => {
    const text =
      "{{#is_alert}}\n**Bad**\n{{/is_alert}}\n\n{{#is_warning}}\nx\n{{/is_warning}}\n\nLinks\n\n{{#is_alert}} @a {{/is_alert}}";

    expect(shown(text)).toBe("**Bad**\n\nLinks\n\n @a");
    expect(shown(text, on("is_recovery"))).toBe("Links");
  });

  it("shows of nested blocks what all their conditions allow", () => {
    const conditions = ["is_alert", "is_warning", "is_renotify"] as const;
    const block = fc.record({ condition: fc.constantFrom(...conditions), negated: fc.boolean() });

    fc.assert(
      fc.property(fc.array(block, { maxLength: 6 }), fc.subarray([...conditions]), (blocks, holding) => {
        const text = blocks.reduceRight(
          (inner, { condition, negated }) =>
            `{{${negated ? "^" : "#"}${condition}}}${inner}{{/${condition}}}`,
          "deep",
        );
        const all = blocks.every(({ condition, negated }) => holding.includes(condition) !== negated);

        expect(shown(text, on(...holding))).toBe(all ? "deep" : "");
      }),
    );
  });
});

describe("a message that cannot be read", () => {
  it.each([
    ["{{#is_alert}}never ends", ["{{#is_alert}}"]],
    ["{{/is_alert}} was never open", ["{{/is_alert}}"]],
    ["{{#is_alert}}{{#is_warning}}{{/is_alert}}{{/is_warning}}", ["{{/is_alert}}", "{{#is_alert}}"]],
    ["a {{else}} b", ["{{else}}"]],
    ["a {{value b", ["{{value b"]],
    ["a value}} b", ["}} b"]],
    ["{{{{raw}}}} {{x}} {{{{/raw}}}}", ["{{{/raw}}}"]],
  ])("%j has the mistakes %j", (text, tags) => {
    expect(readTemplate(text).mistakes.map(({ tag }) => tag)).toEqual(tags);
  });

  it("is read to its end, whatever it is", () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom("{", "}", "{{", "}}", "#is_alert", "/is_alert", "else", "a", "\n", "!--")),
        (pieces) => {
          expect(() => shown(pieces.join(""))).not.toThrow();
        },
      ),
      { numRuns: 500 },
    );
  });
});

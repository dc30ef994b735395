import { z } from "zod";

import type { SettingDeclaration } from "../model/setting";

/** What a setting's value looks like. A setting has the first form that its example fits. */
interface SettingForm {
  /** What a value must be, to follow "must be". */
  readonly rule: string;
  /** Accepts a value of this form and nothing else. */
  readonly value: z.ZodType<string>;
  /** Tells the form by an example, where a value may be shorter than examples are. */
  readonly example?: z.ZodType<string>;
}

const id = z.guid();
const ids = z.string().refine((text) => text.split(",").every((each) => id.safeParse(each.trim()).success));

/** From the strictest to the loosest; the last takes any single line. */
const forms: readonly SettingForm[] = [
  { rule: "UUIDs, with commas between them", value: ids, example: ids.regex(/,/) },
  { rule: "a UUID", value: id },
  { rule: "an address that starts with https://", value: z.url({ protocol: /^https$/ }) },
  { rule: "an address that starts with wss://", value: z.url({ protocol: /^wss$/ }) },
  {
    rule: "a host name, without scheme, port and path",
    value: z.hostname().regex(/\.[a-z][a-z0-9-]*$/i),
  },
  { rule: "12 digits", value: z.string().regex(/^\d{12}$/) },
  { rule: "a whole number", value: z.string().regex(/^\d+$/) },
  { rule: "a local date and time", value: z.iso.datetime({ local: true }) },
  {
    rule: "one word, without #, @, quotes, braces and the like",
    value: z.string().regex(/^[^\s#@"'`{}(),:*]+$/),
  },
  { rule: "one line of text", value: z.string().regex(/^[^\r\n]*\S[^\r\n]*$/) },
];

/** What a setting's value must be, where it is not of the form of the setting's example; otherwise undefined. */
export function formMissed({ example }: SettingDeclaration, value: string): string | undefined {
  const form = forms.find((each) => (each.example ?? each.value).safeParse(example).success);
  return form?.value.safeParse(value).success ? undefined : form?.rule;
}

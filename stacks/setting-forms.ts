import { z } from "zod";

import type { SettingDeclaration } from "../model/setting";

/** What a setting's value looks like. A setting has the first form that its example fits. */
export interface SettingForm {
  /** What it is called. */
  readonly name: "ids" | "id" | "https" | "wss" | "host" | "account" | "number" | "time" | "word" | "text";
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
  { name: "ids", rule: "UUIDs, with commas between them", value: ids, example: ids.regex(/,/) },
  { name: "id", rule: "a UUID", value: id },
  { name: "https", rule: "an address that starts with https://", value: z.url({ protocol: /^https$/ }) },
  { name: "wss", rule: "an address that starts with wss://", value: z.url({ protocol: /^wss$/ }) },
  {
    name: "host",
    rule: "a host name, without scheme, port and path",
    value: z.hostname().regex(/\.[a-z][a-z0-9-]*$/i),
  },
  { name: "account", rule: "12 digits", value: z.string().regex(/^\d{12}$/) },
  { name: "number", rule: "a whole number", value: z.string().regex(/^\d+$/) },
  { name: "time", rule: "a local date and time", value: z.iso.datetime({ local: true }) },
  {
    name: "word",
    rule: "one word, without #, @, quotes, braces and the like",
    value: z.string().regex(/^[^\s#@"'`{}(),:*]+$/),
  },
  { name: "text", rule: "one line of text", value: z.string().regex(/^[^\r\n]*\S[^\r\n]*$/) },
];

/** The form of a setting's example; undefined where that has none, which no declaration has. */
export const formOf = ({ example }: Pick<SettingDeclaration, "example">): SettingForm | undefined =>
  forms.find((each) => (each.example ?? each.value).safeParse(example).success);

/** What a setting's value must be, where it is not of the form of the setting's example; otherwise undefined. */
export function formMissed(setting: SettingDeclaration, value: string): string | undefined {
  const form = formOf(setting);
  return form?.value.safeParse(value).success ? undefined : form?.rule;
}

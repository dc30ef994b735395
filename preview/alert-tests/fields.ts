import { z } from "zod";

import { readTime, type Read } from "./notation";

/** A field of a test file whose text a reader understands, or says why not. */
export const readBy = <T>(reader: (text: string) => Read<T>) =>
  z.union([z.string(), z.number()]).transform((written, context) => {
    const result = reader(String(written));
    if (result.ok) return result.value;
    context.addIssue({ code: "custom", message: result.why, input: written });
    return z.NEVER;
  });

/** A time such as `15m`, in seconds. */
export const time = readBy(readTime);

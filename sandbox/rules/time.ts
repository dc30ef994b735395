/** Tells whether a name is a time zone of the IANA database; abbreviations such as "EST5" and the empty name are not. */
export function isTimeZone(name: string): boolean {
  const isRegional = /^(?:UTC|GMT|[A-Z][A-Za-z_]+(?:\/[A-Za-z0-9_+-]+)+)$/.test(name);
  if (!isRegional) return false;
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

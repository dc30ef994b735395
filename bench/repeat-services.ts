import type { Service } from "../model/service";

/** The services, and as many renamed copies of them as make `times` of each. */
export function repeatServices(services: readonly Service[], times: number): readonly Service[] {
  return Array.from({ length: times }, (_, index) => index + 1).flatMap((copy) =>
    copy === 1 ? services : services.map((service) => renamed(service, `${service.name}${copy}`)),
  );
}

/** The service under another name, which its settings, queries and addresses take on with it. */
function renamed(service: Service, name: string): Service {
  const word = new RegExp(`\\b${service.name}\\b`, "g");
  return replaced(service, (text) => text.replaceAll(word, name)) as Service;
}

/** Plain data with every text in it replaced, names of fields included. */
function replaced(value: unknown, replace: (text: string) => string): unknown {
  if (typeof value === "string") return replace(value);
  if (Array.isArray(value)) return value.map((each) => replaced(each, replace));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [replace(key), replaced(each, replace)]),
  );
}

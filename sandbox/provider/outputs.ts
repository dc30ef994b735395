import {
  isSecret,
  isWireBag,
  isWireList,
  mapBag,
  secretContent,
  UNKNOWN_MARK,
  type Wire,
  type WireBag,
} from "../wire/values";

/** Everything a resource shows: defaults, over them the inputs, over them what the control plane computed. */
export function outputsOf(defaults: WireBag, inputs: WireBag, computed: WireBag): WireBag {
  return mergeBags(mergeBags(defaults, inputs), computed);
}

/** The right values over the left ones, record by record; lists are replaced whole. */
export function mergeBags(left: WireBag, right: WireBag): WireBag {
  const merged: Record<string, Wire> = { ...left };
  for (const [name, value] of Object.entries(right)) {
    const under = merged[name];
    const isNested = isWireBag(under) && isWireBag(value) && !isSecret(under) && !isSecret(value);
    merged[name] = isNested ? mergeBags(under, value) : value;
  }
  return merged;
}

/** The same names with every value unknown: what a preview can say of computed outputs. */
export function unknownLeaves(values: WireBag): WireBag {
  return mapBag(values, (value) => (isWireBag(value) ? unknownLeaves(value) : UNKNOWN_MARK));
}

/** Values without secret marks, for working out ids and addresses. */
export function revealBag(values: WireBag): WireBag {
  return mapBag(values, reveal);
}

function reveal(value: Wire): Wire {
  if (isSecret(value)) return reveal(secretContent(value));
  if (isWireList(value)) return value.map(reveal);
  return isWireBag(value) ? revealBag(value) : value;
}

/** Values without those that are null: an input set to nothing was not given. */
export function withoutNulls(values: WireBag): WireBag {
  return Object.fromEntries(
    Object.entries(values)
      .filter(([, value]) => value !== null)
      .map(([name, value]) => [name, isWireBag(value) && !isSecret(value) ? withoutNulls(value) : value]),
  );
}

import { type JsonObject, objectOf, textOf, textsOf } from "../text/json.ts";

/**
 * The region that the settings of a provider block name, in a plan: written out, or as a variable of
 * the root module; anything else is not worked out here.
 */
export function providerRegion(provider: JsonObject, plan: JsonObject): string | null {
  const region = objectOf(provider["region"]);
  const variable = /^var\.(.+)$/.exec(textsOf(region["references"])[0] ?? "")?.[1] ?? "";
  const value = objectOf(objectOf(plan["variables"])[variable])["value"];
  return textOf(region["constant_value"]) ?? textOf(value);
}

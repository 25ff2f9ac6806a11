import type { Service, ServiceFolder } from "../../core/contracts/ansible-control.ts";
import { QuantsError } from "../../core/errors.ts";
import { nearest } from "../../core/text/nearest.ts";

/** The services of these names, in their order, each once. `-` and `_` are one sign. */
export function pickServices(
  names: readonly string[],
  { services, directory }: ServiceFolder,
): Service[] {
  const picked = new Set<Service>();
  for (const name of names) {
    const found = services.find((it) => canonical(it.name) === canonical(name));
    if (found === undefined) throw unknown(name, services, directory);
    picked.add(found);
  }
  return [...picked];
}

function canonical(name: string): string {
  return name.replaceAll("-", "_");
}

function unknown(name: string, services: readonly Service[], directory: string): QuantsError {
  const known = services.map((it) => it.name);
  const near = nearest(canonical(name), known);
  return new QuantsError("not_found", `There is no service "${name}" in ${directory}.`, {
    hint: `${near === null ? "" : `Did you mean ${near}? `}Known: ${known.join(", ")}.`,
    resource: name,
  });
}

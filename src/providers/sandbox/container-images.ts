import { invalidInput } from "./protocol/service-error.ts";
import type { ContainerServiceRecord, ImageRecord } from "./state/container-service-record.ts";

export const imageName = (service: string, { label, version }: ImageRecord): string =>
  `:${service}.${label}.${version}`;

/** The service's own image of this name; `latest` stands for the label's highest version. */
export function findImage(service: ContainerServiceRecord, name: string): ImageRecord | undefined {
  const prefix = `:${service.name}.`;
  if (!name.startsWith(prefix)) return undefined;
  const [label, version] = name.slice(prefix.length).split(".");
  const ofLabel = service.images.filter((it) => it.label === label);
  return version === "latest"
    ? ofLabel.toSorted((a, b) => a.version - b.version).at(-1)
    : ofLabel.find((it) => imageName(service.name, it) === name);
}

/** Names that begin with a colon are of registered images; all others belong to other registries. */
export function assertRegistered(service: ContainerServiceRecord, image: string): void {
  if (!image.startsWith(":") || findImage(service, image) !== undefined) return;
  throw invalidInput(`The container image is not registered to ${service.name}: ${image}`);
}

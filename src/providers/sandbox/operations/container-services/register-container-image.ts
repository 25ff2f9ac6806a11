import { ownValue } from "../../../../core/text/own-value.ts";
import { serviceName } from "../../container-services.ts";
import { writes } from "../../operation.ts";
import { quotaReached } from "../../protocol/service-error.ts";
import { required, string, structure } from "../../shapes.ts";
import type { ImageRecord } from "../../state/container-service-record.ts";
import { containerImageView } from "../../views/container-image.ts";

const MAX_IMAGES = 150;

/** Nobody looks whether an image of the digest was ever pushed: there is no registry here. */
export const registerContainerImage = writes(
  structure({
    serviceName: required(serviceName),
    label: required(string({ pattern: /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/, min: 1, max: 53 })),
    digest: required(string({ pattern: /^sha256:[0-9a-f]{64}$/ })),
  }),
  ({ state, now }, { serviceName: name, label, digest }) => {
    const service = state.get("ContainerService", name);
    if (service.images.length >= MAX_IMAGES) {
      throw quotaReached("images of a container service", MAX_IMAGES);
    }
    const image: ImageRecord = {
      label,
      version: (ownValue(service.imageVersions, label) ?? 0) + 1,
      digest,
      createdAt: now,
    };
    service.images.push(image);
    service.imageVersions[label] = image.version;
    state.touch();
    return { containerImage: containerImageView(service, image) };
  },
);

import { findService, serviceName } from "../../container-services.ts";
import { reads } from "../../operation.ts";
import { required, structure } from "../../shapes.ts";
import { containerImageView } from "../../views/container-image.ts";

/** Those that were registered; images of other registries are not among them. */
export const getContainerImages = reads(
  structure({ serviceName: required(serviceName) }),
  (context, { serviceName: name }) => {
    const service = findService(context, name);
    return {
      containerImages: service.images.toReversed().map((it) => containerImageView(service, it)),
    };
  },
);

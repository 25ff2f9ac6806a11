import { findImage } from "../../container-images.ts";
import { activeDeployment, nextDeployment, serviceName } from "../../container-services.ts";
import { writes } from "../../operation.ts";
import { invalidInput, notFound } from "../../protocol/service-error.ts";
import { required, string, structure } from "../../shapes.ts";

/** One that the service runs, or is about to, stays. */
export const deleteContainerImage = writes(
  structure({ serviceName: required(serviceName), image: required(string()) }),
  ({ state, now }, { serviceName: name, image }) => {
    const service = state.get("ContainerService", name);
    const found = image.endsWith(".latest") ? undefined : findImage(service, image);
    if (found === undefined) throw notFound("ContainerImage", image);
    const isUsed = [activeDeployment(service, now), nextDeployment(service, now)]
      .flatMap((deployment) => Object.values(deployment?.containers ?? {}))
      .some((container) => findImage(service, container.image) === found);
    if (isUsed) throw invalidInput(`The container image is in use: ${image}`);
    service.images = service.images.filter((it) => it !== found);
    state.touch();
    return {};
  },
);

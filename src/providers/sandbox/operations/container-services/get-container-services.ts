import { serviceName } from "../../container-services.ts";
import { reads } from "../../operation.ts";
import { structure } from "../../shapes.ts";
import { containerServiceView } from "../../views/container-service.ts";

/** All of them at once: the service knows no pages here. */
export const getContainerServices = reads(
  structure({ serviceName }),
  (context, { serviceName: name }) => {
    const { state } = context;
    const services =
      name === undefined ? state.list("ContainerService") : [state.get("ContainerService", name)];
    return { containerServices: services.map((it) => containerServiceView(it, context)) };
  },
);

import { findService, isGone, serviceName } from "../../container-services.ts";
import { reads } from "../../operation.ts";
import { structure } from "../../shapes.ts";
import { containerServiceView } from "../../views/container-service.ts";

/** All of them at once: the service knows no pages here. */
export const getContainerServices = reads(
  structure({ serviceName }),
  (context, { serviceName: name }) => {
    const { state, now } = context;
    const services =
      name === undefined
        ? state.list("ContainerService").filter((it) => !isGone(it, now))
        : [findService(context, name)];
    return { containerServices: services.map((it) => containerServiceView(it, context)) };
  },
);

import { serviceName } from "../../container-services.ts";
import { stateAt } from "../../lifecycle.ts";
import { writes } from "../../operation.ts";
import { invalidInput } from "../../protocol/service-error.ts";
import { required, structure } from "../../shapes.ts";

/** In every state but one: what is being deleted already. */
export const deleteContainerService = writes(
  structure({ serviceName: required(serviceName) }),
  ({ state, now, durations }, { serviceName: name }) => {
    const service = state.get("ContainerService", name);
    if (stateAt(service, now) === "DELETING") {
      throw invalidInput(`The container service is being deleted: ${name}`, "InvalidResourceState");
    }
    service.transition = {
      ...{ during: "DELETING", after: "READY", until: now + durations.containerService },
    };
    state.touch();
    return {};
  },
);

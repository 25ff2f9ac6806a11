import { CONTAINER_POWERS } from "../../catalogue/container-powers.ts";
import { reads } from "../../operation.ts";
import { structure } from "../../shapes.ts";

export const getContainerServicePowers = reads(structure({}), () => ({ powers: CONTAINER_POWERS }));

import { reads } from "../operation.ts";
import { structure } from "../shapes.ts";

export const isVpcPeered = reads(structure({}), ({ state }) => ({
  isPeered: state.peeredVpc !== undefined,
}));

import { reads } from "../../operation.ts";
import { structure } from "../../shapes.ts";

/** Nobody is a partner of AWS here. */
export const getProfile = reads(structure({}), () => ({ profileType: "Lightsailor" }));

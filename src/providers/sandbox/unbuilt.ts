import { ownValue } from "../../core/text/own-value.ts";
import type { OPERATIONS } from "./operations/index.ts";
import type { OperationName } from "./operation-names.ts";

const RESEARCH =
  "Only virtual computers of Lightsail for Research have GUI sessions, and the ids of its plans and blueprints are not public.";
const SUBDOMAINS =
  "Subdomains of amazonlightsail.com are newer than the clients that the sandbox is tried with, and nothing would answer at their addresses.";

/** Why each of the operations that are not built is not. */
const UNBUILT: Readonly<Record<Exclude<OperationName, keyof typeof OPERATIONS>, string>> = {
  CheckSubdomainAvailability: SUBDOMAINS,
  CreateGUISessionAccessDetails: RESEARCH,
  CreateSubdomain: SUBDOMAINS,
  DeleteSubdomain: SUBDOMAINS,
  StartGUISession: RESEARCH,
  StopGUISession: RESEARCH,
  UpdateSubdomainAssociation: SUBDOMAINS,
};

/** The same of one that is only known by its name. */
export const whyUnbuilt = (name: string): string => ownValue(UNBUILT, name) ?? "";

import { getCostEstimate } from "./get-cost-estimate.ts";
import { getProfile } from "./get-profile.ts";

export const account = {
  GetCostEstimate: getCostEstimate,
  GetProfile: getProfile,
};

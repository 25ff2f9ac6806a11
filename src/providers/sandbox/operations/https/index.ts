import { getSetupHistory } from "./get-setup-history.ts";
import { setupInstanceHttps } from "./setup-instance-https.ts";

export const https = {
  GetSetupHistory: getSetupHistory,
  SetupInstanceHttps: setupInstanceHttps,
};

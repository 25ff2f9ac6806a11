import { advice, toRun } from "../core/text/advice.ts";

export const OUT_OF_TIME = {
  asking: "Nothing was changed. Check the endpoint, or give --timeout more time.",
  changing: advice`What was requested may still happen; see what was sent with: ${toRun("infra log")}`,
};

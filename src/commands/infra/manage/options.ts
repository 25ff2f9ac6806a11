import { option, optionList } from "../../definition/option.ts";
import { DRY_RUN, REGIONS, WAIT } from "../../definition/options.ts";

export const PROTECTED =
  "Instances with the tag Protected=true or CriticalLevel=critical are left alone unless they are named. " +
  "An instance that a resize has replaced is not started as long as its successor is there, nor the " +
  "successor while the old one runs: a pattern or a selector leaves it out and says so.";

export const COMMON = optionList([REGIONS, DRY_RUN, ...WAIT]);

export const FORCE = option({
  flags: "-f, --force",
  help: "with stop: for an instance that hangs in stopping",
  flagOnly: true,
  role: "how",
});

export const BESIDE_TWIN = option({
  flags: "--beside-twin",
  help: "with start: even one that a resize has replaced, so that both may run",
  flagOnly: true,
  role: "how",
});

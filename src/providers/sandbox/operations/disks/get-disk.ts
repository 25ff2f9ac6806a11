import { named } from "../../common-shapes.ts";
import { reads } from "../../operation.ts";
import { diskView } from "../../views/disk.ts";

export const getDisk = reads(named("diskName"), (context, { diskName }) => ({
  disk: diskView(context.state.get("Disk", diskName), context),
}));

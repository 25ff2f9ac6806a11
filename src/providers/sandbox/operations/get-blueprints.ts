import { ownValue } from "../../../core/text/own-value.ts";
import { BLUEPRINT_PAGES } from "../catalogue/blueprint-pages.ts";
import { BLUEPRINTS } from "../catalogue/blueprints.ts";
import { catalogueQuery, filterOf } from "../common-shapes.ts";
import { reads } from "../operation.ts";
import { page } from "../paging.ts";

export const getBlueprints = reads(catalogueQuery, ({ region }, input) => {
  // No image here is for Lightsail for Research.
  const all = input.appCategory === undefined ? BLUEPRINTS : [];
  const listed = all
    .map((blueprint, index) => ({ ...blueprint, sequence: index + 1 }))
    .filter((blueprint) => blueprint.isActive || input.includeInactive === true);
  const { items, nextPageToken } = page(listed, input.pageToken, [
    "GetBlueprints",
    region.name,
    filterOf(input),
  ]);
  return {
    blueprints: items.map((blueprint) => ({
      blueprintId: blueprint.blueprintId,
      name: blueprint.name,
      group: blueprint.group,
      type: blueprint.type,
      description: `${blueprint.name} ${blueprint.version}`,
      isActive: blueprint.isActive,
      minPower: blueprint.minPower,
      version: blueprint.version,
      versionCode: "1",
      ...ownValue(BLUEPRINT_PAGES, blueprint.blueprintId),
      platform: blueprint.platform,
    })),
    nextPageToken,
  };
});

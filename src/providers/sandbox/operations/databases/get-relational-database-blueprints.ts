import { DATABASE_BLUEPRINTS, DATABASE_ENGINES } from "../../catalogue/database-blueprints.ts";
import { paged } from "../../common-shapes.ts";
import { reads } from "../../operation.ts";
import { page } from "../../paging.ts";

export const getRelationalDatabaseBlueprints = reads(paged, ({ region }, { pageToken }) => {
  const listed = DATABASE_BLUEPRINTS.map((it, index) => ({ ...it, sequence: index + 1 }));
  const { items, nextPageToken } = page(
    listed.filter(({ isActive }) => isActive),
    pageToken,
    ["GetRelationalDatabaseBlueprints", region.name],
  );
  return {
    blueprints: items.map(({ blueprintId, engine, engineVersion, isDefault }) => ({
      ...{ blueprintId, engine, engineVersion, isEngineDefault: isDefault },
      engineDescription: DATABASE_ENGINES[engine].description,
      engineVersionDescription: `${engine === "mysql" ? "MySQL" : "PostgreSQL"} ${engineVersion}`,
    })),
    nextPageToken,
  };
});

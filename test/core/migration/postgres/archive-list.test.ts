import { expect, test } from "vitest";
import {
  archiveListText,
  isGiven,
  isTableData,
  readArchiveList,
} from "../../../../src/core/migration/postgres/archive-list.ts";

// Written by pg_restore 15.
const LIST = `;
; Archive created at 2026-11-29 14:38:40 UTC
;     dbname: postgres
;
7; 2615 16512 SCHEMA - we ird postgres
6; 2615 2200 SCHEMA - public pg_database_owner
3516; 0 0 COMMENT - EXTENSION hstore 
217; 1259 16514 TABLE we ird T'b postgres
3500; 0 16514 TABLE DATA we ird T'b postgres
3520; 0 0 COMMENT public INDEX p_pkey postgres
`;

test("entries are told by their numbers", () => {
  const entries = readArchiveList(LIST);
  expect(entries.map(({ id, class: table, oid }) => [id, table, oid])).toEqual([
    [7, 2615, 16512],
    [6, 2615, 2200],
    [3516, 0, 0],
    [217, 1259, 16514],
    [3500, 0, 16514],
    [3520, 0, 0],
  ]);
  expect(entries.filter(isGiven).map(({ id }) => id)).toEqual([6, 3516]);
  expect(entries.filter(isTableData).map(({ id }) => id)).toEqual([3500]);
  expect(archiveListText(entries.slice(0, 2))).toBe("7;\n6;\n");
});

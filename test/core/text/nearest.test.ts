import { expect, test } from "vitest";
import { didYouMean, nearestIds } from "../../../src/core/text/nearest.ts";

const IMAGES = [
  "alma_linux_9",
  "centos_stream_9",
  "cpanel_whm_almalinux",
  "ghost_bitnami",
  "lamp_8_bitnami",
  "prestashop_bitnami",
  "ubuntu_20_04",
  "ubuntu_22_04",
  "ubuntu_24_04",
  "wordpress",
];

test.each([
  ["lamp_8", ["lamp_8_bitnami"]],
  ["ghost", ["ghost_bitnami"]],
  ["prestashop_ps", ["prestashop_bitnami"]],
  ["cpanel_almalinux", ["cpanel_whm_almalinux"]],
  ["almalinux_9", ["alma_linux_9"]],
  ["Ubuntu-22.04", ["ubuntu_22_04", "ubuntu_20_04", "ubuntu_24_04"]],
  ["beos", []],
])("ids near %s, the nearest first (#11.4)", (id, near) => {
  expect(nearestIds(id, IMAGES)).toEqual(near);
});

test("several are offered as a choice (#11.4)", () => {
  expect(didYouMean([])).toBe("");
  expect(didYouMean(["a"])).toBe("Did you mean a? ");
  expect(didYouMean(["a", "b", "c"])).toBe("Did you mean a, b or c? ");
});

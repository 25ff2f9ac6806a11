import fc from "fast-check";
import { expect, test } from "vitest";
import { shellQuote } from "../../../src/core/text/shell-quote.ts";
import { run } from "../../helpers/run.ts";

test("plain words stay as they are", () => {
  expect(shellQuote("Environment=dev")).toBe("Environment=dev");
  expect(shellQuote("tcp/22@203.0.113.0/24,::/0")).toBe("tcp/22@203.0.113.0/24,::/0");
});

test("a shell reads every word back unchanged", async () => {
  const words = fc.sample(
    fc.string({ unit: "grapheme" }).filter((it) => !it.includes("\0")),
    200,
  );
  const hostile = ["", "$(id)", "`id`", "it's", "a b", "-n", "~", "a\nb", "!x", "*", "\\"];
  const all = [...words, ...hostile];
  const script = `printf '%s\\0' ${all.map(shellQuote).join(" ")}`;
  const { stdout } = await run("sh", ["-c", script]);
  expect(stdout.split("\0").slice(0, -1)).toEqual(all);
});

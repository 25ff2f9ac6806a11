import { createHash } from "node:crypto";
import { CreateBucketCommand, S3Client } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, expect, test } from "vitest";
import { S3Objects } from "../../../src/providers/aws/s3-objects.ts";
import { AwsSession } from "../../../src/providers/aws/session.ts";
import {
  type Emulator,
  emulatorTools,
  startEmulator,
} from "../../helpers/aws-emulator/emulator.ts";
import { fakeClock } from "../../helpers/fake-clock.ts";
import { makeWorkplace, type Workplace } from "../../helpers/process.ts";
import { describeWith } from "../../helpers/tools.ts";

describeWith("objects in a bucket", emulatorTools(), () => {
  let workplace: Workplace;
  let emulator: Emulator;
  let store: S3Objects;

  beforeAll(async () => {
    workplace = makeWorkplace();
    emulator = await startEmulator(workplace);
    const env = emulator.env("300000000001");
    const session = new AwsSession({ env, endpoint: emulator.plain });
    store = new S3Objects({ session, region: "us-east-1", clock: fakeClock({ auto: true }) });
    const credentials = { accessKeyId: "300000000001", secretAccessKey: "emulator" };
    const client = new S3Client({ endpoint: emulator.plain, region: "us-east-1", credentials });
    await client.send(new CreateBucketCommand({ Bucket: "graphs" }));
  });
  afterAll(async () => {
    await emulator.stop();
    await workplace.dispose();
  });

  test("are stored, listed and compared by the digest that S3 has of them", async () => {
    expect(await store.regionOf("graphs")).toBe("us-east-1");
    const body = Buffer.from("a,b\n1,2\n");
    const sha256 = createHash("sha256").update(body).digest("hex");
    await store.put({ bucket: "graphs", key: "g/1.csv", body, sha256, contentType: "text/csv" });
    expect(Buffer.from((await store.get("graphs", "g/1.csv")) ?? [])).toEqual(body);
    expect(await store.get("graphs", "g/2.csv")).toBeNull();
    expect([...(await store.list("graphs", "g/"))]).toEqual([["g/1.csv", body.length]]);
    expect([...(await store.list("graphs", "h/"))]).toEqual([]);
    expect(await store.digestOf("graphs", "g/1.csv")).toBe(sha256);
    await expect(store.regionOf("nothing-here")).rejects.toMatchObject({ code: "not_found" });
  });
});

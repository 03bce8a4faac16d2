import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import test from "node:test";
import { Kysely, sql } from "kysely";
import { sqliteDialect } from "./sqlite-dialect.ts";

type Numbers = { numbers: { name: string; whole: number | bigint } };

async function openNumbers() {
  const sqlite = new DatabaseSync(":memory:");
  sqlite.exec("create table numbers (name text primary key, whole integer not null) strict");
  return { sqlite, db: new Kysely<Numbers>({ dialect: sqliteDialect(sqlite, ":memory:") }) };
}

test("a whole number up to 2^53 comes out as it went in, and in a question it is a whole number", async () => {
  const { db } = await openNumbers();
  const wholes = [0, -1, 7, 2 ** 31, 2 ** 32 + 1, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER];
  await db
    .insertInto("numbers")
    .values(wholes.map((whole) => ({ name: String(whole), whole })))
    .execute();
  for (const { name, whole } of await db.selectFrom("numbers").selectAll().execute()) assert.equal(String(whole), name);
  for (const whole of wholes)
    assert.equal((await db.selectFrom("numbers").selectAll().where("whole", "=", whole).execute()).length, 1);
  const { rows } = await sql<{ half: number; kind: string }>`select 7 / ${2} as half, typeof(${2}) as kind`.execute(db);
  assert.deepEqual({ ...rows[0] }, { half: 3, kind: "integer" });
});

test("a whole number beyond 2^53 is never rounded: it is kept exact, and refused where a number would have to hold it", async () => {
  const { db } = await openNumbers();
  const beyond = 2n ** 53n + 1n;
  await db.insertInto("numbers").values({ name: "beyond", whole: beyond }).execute();
  const text = sql<string>`cast(whole as text)`.as("text");
  assert.equal((await db.selectFrom("numbers").select(text).executeTakeFirstOrThrow()).text, String(beyond));
  await assert.rejects(db.selectFrom("numbers").selectAll().execute(), /too large/i);
  await assert.rejects(
    db
      .insertInto("numbers")
      .values({ name: "rounded", whole: 2 ** 53 })
      .execute(),
    /rounded already/,
  );
  const sum = db.selectFrom("numbers").select(({ fn }) => fn.sum("whole").as("sum"));
  await assert.rejects(sum.execute(), /too large/i);
});

test("transactions that are begun together run one after the other, and a broken one leaves nothing", async () => {
  const { db } = await openNumbers();
  const add = (name: string, isBroken: boolean) =>
    db.transaction().execute(async (transaction) => {
      const { rows } = await sql<{ rows: number }>`select count(*) as rows from numbers`.execute(transaction);
      await new Promise((done) => setImmediate(done));
      await transaction.insertInto("numbers").values({ name, whole: rows[0]!.rows }).execute();
      if (isBroken) throw new Error("broken");
    });
  const outcomes = await Promise.allSettled([add("a", false), add("b", true), add("c", false), add("d", false)]);
  assert.deepEqual(
    outcomes.map(({ status }) => status),
    ["fulfilled", "rejected", "fulfilled", "fulfilled"],
  );
  const kept = await db.selectFrom("numbers").selectAll().orderBy("name").execute();
  assert.deepEqual(
    kept.map(({ name, whole }) => [name, whole]),
    [
      ["a", 0],
      ["c", 1],
      ["d", 2],
    ],
  );
});

test("an answer can be walked through row by row", async () => {
  const { db } = await openNumbers();
  await db
    .insertInto("numbers")
    .values([1, 2, 3].map((whole) => ({ name: `n${whole}`, whole })))
    .execute();
  const seen: (number | bigint)[] = [];
  for await (const { whole } of db.selectFrom("numbers").selectAll().orderBy("whole").stream()) seen.push(whole);
  assert.deepEqual(seen, [1, 2, 3]);
});

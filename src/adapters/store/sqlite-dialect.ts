import assert from "node:assert/strict";
import type { DatabaseSync, SQLInputValue, StatementSync } from "node:sqlite";
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from "kysely";
import { storeFault } from "./sqlite-fault.ts";

/** Statements that are kept prepared; the oldest goes. */
const STATEMENTS_MAX = 200;

/**
 * Kysely's dialect for the SQLite that is in Node, on one connection. Calls are promises by their form only: each is done
 * when it returns, so that a transaction that awaits nothing but its own queries is never interleaved.
 *
 * Whole numbers go in as whole numbers (`node:sqlite` binds every number as a real one, and `7 / 2` would be 3.5) and come
 * out exact: beyond 2^53 reading throws, and writing is a bug. Who closes the database is who opened it.
 */
export function sqliteDialect(database: DatabaseSync, path: string): Dialect {
  return {
    createDriver: () => sqliteDriver(database, path),
    createQueryCompiler: () => new SqliteQueryCompiler(),
    createAdapter: () => new SqliteAdapter(),
    createIntrospector: (db) => new SqliteIntrospector(db),
  };
}

function sqliteDriver(database: DatabaseSync, path: string): Driver {
  const connection = sqliteConnection(database, path);
  // One connection: who wants it waits for whoever has it.
  let last = Promise.resolve();
  let release = () => {};
  const run = async (sql: string) => void (await connection.executeQuery(CompiledQuery.raw(sql)));
  return {
    async init() {},
    async acquireConnection() {
      const before = last;
      const turn = Promise.withResolvers<void>();
      last = turn.promise;
      await before;
      release = turn.resolve;
      return connection;
    },
    // A transaction that only reads takes no lock; one that may write takes it at once, and not when it is half done.
    beginTransaction: (_, { accessMode }) => run(accessMode === "read only" ? "begin" : "begin immediate"),
    commitTransaction: () => run("commit"),
    async rollbackTransaction() {
      // SQLite has rolled back by itself where the disk was full.
      if (database.isTransaction) await run("rollback");
    },
    async releaseConnection() {
      release();
    },
    async destroy() {},
  };
}

function sqliteConnection(database: DatabaseSync, path: string): DatabaseConnection {
  const statements = new Map<string, { statement: StatementSync; doesAnswer: boolean }>();
  const prepared = (sql: string) => {
    const known = statements.get(sql);
    if (known) return known;
    const statement = database.prepare(sql);
    const fresh = { statement, doesAnswer: statement.columns().length > 0 };
    if (statements.size >= STATEMENTS_MAX) statements.delete(statements.keys().next().value!);
    statements.set(sql, fresh);
    return fresh;
  };
  return {
    async executeQuery<Row>({ sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> {
      try {
        const { statement, doesAnswer } = prepared(sql);
        const values = parameters.map(boundValue);
        if (doesAnswer) return { rows: statement.all(...values) as Row[] };
        const { changes } = statement.run(...values);
        return { rows: [], numAffectedRows: BigInt(changes) };
      } catch (error) {
        throw storeFault(error, path);
      }
    },
    async *streamQuery<Row>({ sql, parameters }: CompiledQuery) {
      try {
        // Prepared anew: a statement that is being walked through cannot be walked through by another.
        for (const row of database.prepare(sql).iterate(...parameters.map(boundValue))) yield { rows: [row as Row] };
      } catch (error) {
        throw storeFault(error, path);
      }
    },
  };
}

function boundValue(value: unknown): SQLInputValue {
  if (!Number.isInteger(value)) return value as SQLInputValue;
  assert.ok(Number.isSafeInteger(value), "a whole number beyond 2^53 has been rounded already");
  return BigInt(value as number);
}

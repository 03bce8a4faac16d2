import { type CompiledQuery, type Kysely, type QueryResult, type RawBuilder, sql } from "kysely";
import type { Schema } from "./schema.ts";

/** How many rows one statement takes, the most first. Few sizes, so that each is compiled and prepared once. */
const ROWS_PER_STATEMENT = [128, 16, 1] as const;

/**
 * A statement over many rows: compiled once for each size and not for each batch, which would cost more than running it.
 * `compile` makes the statement for so many rows, `parametersOf` gives what one row puts in, in the statement's order.
 */
export function manyRows<Row, Answer>(
  compile: (rows: number) => CompiledQuery<Answer>,
  parametersOf: (row: Row) => readonly unknown[],
): (db: Kysely<Schema>, rows: readonly Row[]) => Promise<Answer[]> {
  const compiled = new Map<number, CompiledQuery<Answer>>();
  const sized = (size: number) => {
    const statement = compiled.get(size) ?? compile(size);
    compiled.set(size, statement);
    return statement;
  };
  return async (db, rows) => {
    const answers: Answer[] = [];
    let from = 0;
    for (const size of ROWS_PER_STATEMENT)
      for (; rows.length - from >= size; from += size) {
        const parameters = rows.slice(from, from + size).flatMap(parametersOf);
        const { rows: answer }: QueryResult<Answer> = await db.executeQuery({ ...sized(size), parameters });
        answers.push(...answer);
      }
    return answers;
  };
}

/** So many rows to compile a statement of; their values are put in when it is run. */
export function sampleRows<Column extends string>(columns: readonly Column[], rows: number): never[] {
  return Array.from({ length: rows }, () => Object.fromEntries(columns.map((column) => [column, 0]))) as never[];
}

/** The same as a list of tuples, for `values`. */
export function tuples(columns: number, rows: number): RawBuilder<unknown> {
  return sql.join(Array.from({ length: rows }, () => sql`(${sql.join(new Array(columns).fill(0))})`));
}

import { Fault } from "#domain/fault/fault.ts";

/** A longer line is no password. */
const SECRET_LENGTH_MAX = 1000;
const INTERRUPTED_STATUS = 130;

/**
 * A password that stands in no command line, because everybody on the machine can read those: from a variable of the environment,
 * typed without being shown, or from the first line of standard input.
 */
export async function readSecret({
  question,
  environmentName,
}: {
  readonly question: string;
  readonly environmentName: string | undefined;
}): Promise<string> {
  if (environmentName !== undefined) {
    const value = process.env[environmentName];
    if (value === undefined)
      throw new Fault("cameras/password-missing", `the environment has no variable \`${environmentName}\``);
    return value;
  }
  return process.stdin.isTTY ? typeUnseen(question) : firstLine();
}

async function typeUnseen(question: string): Promise<string> {
  const { stdin, stderr } = process;
  stderr.write(question);
  stdin.setEncoding("utf8");
  stdin.setRawMode(true);
  let typed = "";
  try {
    // Keys that write nothing, such as arrows, come as sequences.
    for await (const piece of stdin as AsyncIterable<string>)
      for (const sign of piece.replace(/\p{Cc}\[[\d;]*[A-Za-z~]/gu, "")) {
        if (sign === "\u0003") {
          stdin.setRawMode(false);
          stderr.write("\n");
          process.exit(INTERRUPTED_STATUS);
        }
        if (sign === "\r" || sign === "\n" || sign === "\u0004") return typed;
        if (sign === "\u007f" || sign === "\b") typed = [...typed].slice(0, -1).join("");
        else if (sign >= " " && typed.length < SECRET_LENGTH_MAX) typed += sign;
      }
    return typed;
  } finally {
    stdin.setRawMode(false);
    stdin.pause();
    stderr.write("\n");
  }
}

async function firstLine(): Promise<string> {
  process.stdin.setEncoding("utf8");
  let text = "";
  for await (const piece of process.stdin as AsyncIterable<string>) {
    text += piece;
    if (text.includes("\n") || text.length > SECRET_LENGTH_MAX) break;
  }
  const [line = ""] = text.split(/\r?\n/);
  if (text === "" || line.length > SECRET_LENGTH_MAX)
    throw new Fault("cameras/password-missing", "standard input has no password in its first line");
  return line;
}

#!/usr/bin/env node
import { fileURLToPath } from "node:url";
import { runNode } from "./runtime.mjs";

// Nobody may open a debugger in what runs by a signal, least of all a lens in its agent.
const words = ["--disable-sigusr1", fileURLToPath(new URL("../src/apps/cli/main.ts", import.meta.url))];
runNode([...words, ...process.argv.slice(2)]);

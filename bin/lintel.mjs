#!/usr/bin/env node
import { fileURLToPath } from "node:url";
import { runNode } from "./runtime.mjs";

runNode([fileURLToPath(new URL("../src/apps/cli/main.ts", import.meta.url)), ...process.argv.slice(2)]);

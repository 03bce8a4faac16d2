import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** Pages are built into `dist/dashboard`, from where the server reads them; charts and each page come when they are asked for. */
export default defineConfig({
  root: fileURLToPath(new URL("../../src/dashboard", import.meta.url)),
  plugins: [react()],
  base: "/",
  build: {
    outDir: "../../dist/dashboard",
    emptyOutDir: true,
    target: "es2023",
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 700,
  },
});

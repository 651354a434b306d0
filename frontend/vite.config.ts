// Builds the scripts and styles of the desk into the package; the server finds them by the manifest.
import { defineConfig } from "vite";

export default defineConfig({
  root: "src",
  base: "/static/built/",
  publicDir: false,
  build: {
    outDir: "../../src/tacitus/desk/static/built",
    emptyOutDir: true,
    manifest: true,
    // Nothing is put into a style or script as a data address: the content security policy stays plain.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: "es2022",
    chunkSizeWarningLimit: 1500,
    rolldownOptions: { input: ["src/desk.css", "src/desk.ts", "src/overview.ts"] },
  },
});

import { defineConfig, loadEnv } from "vite";

export default defineConfig(({ mode }) => {
  const backend = loadEnv(mode, ".", "MEDUSA_").MEDUSA_BACKEND_URL ?? "http://localhost:9000";
  return {
    // Relative addresses: the build can be hosted under any path.
    base: "./",
    build: {
      target: "es2022",
      // Engines that know light-dark(), which the stylesheet is built on.
      cssTarget: ["chrome123", "firefox120", "safari17.5"],
      // Every engine that runs the client's wasm preloads modules by itself.
      modulePreload: { polyfill: false },
      // A data: URL would not pass `default-src 'self'`.
      assetsInlineLimit: 0,
      // Apart from the page's own code: its size can be read off, and it changes less often.
      rollupOptions: { output: { manualChunks: { "medusa-batch-jobs": ["medusa-batch-jobs"] } } },
    },
    // In development the page asks its own origin, as behind a proxy in production.
    server: { proxy: { "/admin": backend, "/uploads": backend } },
  };
});

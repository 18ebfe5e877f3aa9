import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitepress";
import { records } from "../build/records.mjs";
import { liveFences } from "./live-fences.mjs";

const base = process.env.GAMMAKIT_SITE_BASE ?? "/";
const apiSidebar = fileURLToPath(new URL("../reference/api/typedoc-sidebar.json", import.meta.url));
const api = existsSync(apiSidebar) ? JSON.parse(readFileSync(apiSidebar, "utf8")) : [];

const page = (/** @type {string} */ text, /** @type {string} */ link) => ({ text, link });

export default defineConfig({
  title: "gammakit",
  description: "Gamma-ray astronomy in TypeScript, in Node and in the browser.",
  lang: "en-US",
  base,
  cleanUrls: true,
  srcExclude: ["parts/**", "examples/**", "README.md"],
  outDir: "./dist",
  metaChunk: true,
  head: [["link", { rel: "icon", href: `${base}icon.svg`, type: "image/svg+xml" }]],
  markdown: {
    theme: { light: "github-light-high-contrast", dark: "github-dark-high-contrast" },
    languageAlias: { mjs: "js" },
    config: (md) => liveFences(md, base),
  },
  vue: {
    template: {
      compilerOptions: { isCustomElement: (tag) => tag.startsWith("gammakit-") },
      transformAssetUrls: false,
    },
  },
  vite: {
    worker: { format: "es" },
    build: {
      chunkSizeWarningLimit: 4000,
      rollupOptions: {
        onwarn: (warning, warn) => (warning.code === "INVALID_ANNOTATION" ? undefined : warn(warning)),
      },
    },
  },
  themeConfig: {
    search: { provider: "local", options: { detailedView: false } },
    outline: { level: [2, 3] },
    nav: [
      page("Start", "/getting-started"),
      page("Tutorials", "/tutorials/flare"),
      page("Explorer", "/explorer"),
      page("Reference", "/reference/"),
      page("Validation", "/validation"),
    ],
    sidebar: [
      {
        text: "Start",
        items: [page("Getting started", "/getting-started"), page("Explorer", "/explorer")],
      },
      {
        text: "Tutorials",
        items: [page("A blazar flare", "/tutorials/flare"), page("A flux profile", "/tutorials/galactic-plane")],
      },
      {
        text: "How to",
        items: [
          page("Come from Gammapy", "/how-to/from-gammapy"),
          page("Use your own data", "/how-to/own-data"),
          page("Use the results", "/how-to/use-results"),
          page("When something goes wrong", "/how-to/troubleshooting"),
          page("Put it into your page", "/how-to/embed"),
          page("Add a model", "/how-to/custom-model"),
          page("Add an optimizer", "/how-to/custom-optimizer"),
          page("Add a maker or an estimator", "/how-to/custom-estimator"),
          page("Scale out", "/how-to/scaling-out"),
        ],
      },
      {
        text: "Concepts",
        items: [
          page("Responses", "/concepts/responses"),
          page("Reflected regions", "/concepts/reflected-regions"),
          page("The statistic wstat", "/concepts/wstat"),
          page("MIGRAD and HESSE", "/concepts/migrad"),
          page("Upper limits", "/concepts/upper-limits"),
        ],
      },
      {
        text: "Reference",
        items: [
          page("Overview", "/reference/"),
          page("Job files", "/reference/job-files"),
          page("Plugins", "/reference/plugins"),
          { text: "API", link: "/reference/api/", collapsed: true, items: api },
        ],
      },
      {
        text: "Evidence",
        items: [page("Validation", "/validation"), page("Benchmarks", "/benchmarks")],
      },
      {
        text: "Project",
        items: [
          page("Changes", "/changelog"),
          page("Compatibility", "/compatibility"),
          page("Citation and data terms", "/citation"),
          { text: "Decision records", link: "/adr/", collapsed: true, items: records() },
        ],
      },
    ],
  },
  rewrites: { "adr/README.md": "adr/index.md" },
});

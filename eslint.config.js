// What a script of ours may not do: use a name that nobody defined or imported, keep one that nobody uses, compare loosely.
import js from "@eslint/js";
import globals from "globals";

const rules = {
  ...js.configs.recommended.rules,
  eqeqeq: "error",
  "no-var": "error",
  "prefer-const": "error",
};

export default [
  { ignores: ["node_modules/", "web/static/", ".venv/", "var/", "sandbox/casesystem/pages/"] },  // the sandbox's are templates
  { files: ["filling/page/scripts/**/*.js"], languageOptions: { sourceType: "module", globals: globals.browser }, rules },
  { files: ["web/assets/**/*.js"], languageOptions: { sourceType: "module", globals: globals.browser }, rules },
  { files: ["tests/**/*.mjs"], languageOptions: { sourceType: "module", globals: globals.node }, rules },
];

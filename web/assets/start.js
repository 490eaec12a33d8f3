// Starts GOV.UK Frontend, and keeps htmx within the content security policy: no eval, the CSRF token in a header.
import { initAll } from "./govuk-frontend.min.js";

initAll();

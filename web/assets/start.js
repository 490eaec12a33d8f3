// Starts GOV.UK Frontend.
import { initAll } from "./govuk-frontend.min.js";

initAll();

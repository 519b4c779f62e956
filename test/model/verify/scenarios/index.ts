import type { Scenario } from "../scenario";
import { KEYS } from "./keys";
import { LOG } from "./log";
import { MEMBERS } from "./members";
import { MIXED } from "./mixed";
import { REQUESTS } from "./requests";
import { WATCHES } from "./watches";

export const SCENARIOS: readonly Scenario[] = [...LOG, ...KEYS, ...REQUESTS, ...WATCHES, ...MEMBERS, ...MIXED];

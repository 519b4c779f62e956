/**
 * Calibration without its I/O: which keys to ask a server for, what its answers mean, how they compare with the model, and which settings follow.
 * The network lies in `host/etcd`, the settings file in `config/edit`.
 */
export { type Account, type AccountRow, accountOf } from "./account";
export { type Answers, factsOf, type ServerFacts } from "./facts";
export { groupOf, type KeyGroup, type StoredKey, type Stratum } from "./groups";
export { profileChanges, type Stamp } from "./profile";
export { maxQuestions, type Question, questionsOf } from "./questions";
export { largest, mayProbe, startWithin } from "./spread";

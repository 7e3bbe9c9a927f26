export { WARNINGS } from './catalogue';
export type { KnownWarning, Stage } from './catalogue';
export { type Warning, warningsIn } from './match';
export { ACCEPTABLE, isPolicyName, type Policy, refusedBy } from './policy';
export { explained } from './explain';

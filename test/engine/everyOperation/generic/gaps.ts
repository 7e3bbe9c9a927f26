/**
 * What is known to be amiss, by operation: what a service answers is not narrowed everywhere yet.
 * Whoever closes a gap takes it off its table, else the test of the gap is red.
 */

/** Answers that are told as success. */
export const FOOLED_BY: Record<string, string[]> = {};

/** Answers whose failed items lack a part. */
export const MISSHAPEN_BY: Record<string, string[]> = {};

/** Answers whose words reach the items with a secret that the service repeats in them. */
export const LEAKED_BY: Record<string, string[]> = {};

const SUCCESS = /\b(success\w*|initiated|submitted|triggered|started|scheduled|accepted)\b/i;
const DENIAL =
	/\b(un\w*success\w*|fail\w*|errors?|not|no|none|without|unable|cannot|could|reject\w*|refus\w*|den(y|ied)|in(valid|eligible)|abort\w*|partial\w*)\b/i;

/** "Successfully initiated RENEW for 2 IP/Port(s), …" does, "Failed to initiate …" does not. */
export const saysSuccess = (message: string): boolean =>
	SUCCESS.test(message) && !DENIAL.test(message);

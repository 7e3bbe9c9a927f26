import { coveragePage } from './coverage';
import { errorsPage } from './errors';

/** Pages of docs/ that are made of data, by their path. */
export const pages = (): Record<string, string> => ({
	'docs/errors.md': errorsPage(),
	'docs/coverage.md': coveragePage(),
});

import { coveragePage } from './coverage';
import { CREDENTIAL_PAGES, credentialPage } from './credentialPages';
import { errorsPage } from './errors';
import { formsPage } from './forms';
import { NODE_PAGES, nodePage } from './nodePages';
import { TRIGGER_PAGES, triggerPage } from './triggerPages';

/** Pages of docs/ that are made of data, by their path. */
export const pages = (): Record<string, string> => ({
	'docs/errors.md': errorsPage(),
	'docs/coverage.md': coveragePage(),
	'docs/forms.md': formsPage(),
	...printed(NODE_PAGES, nodePage),
	...printed(TRIGGER_PAGES, triggerPage),
	...printed(CREDENTIAL_PAGES, credentialPage),
});

const printed = <T>(pages: Record<string, T>, print: (page: T) => string): Record<string, string> =>
	Object.fromEntries(Object.entries(pages).map(([path, page]) => [path, print(page)]));

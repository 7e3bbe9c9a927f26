import { X509Certificate } from 'node:crypto';

import { isSignedBy, type Link } from './bundle';

/** A certificate and those that lead from it to its root, by who has signed whom. */
export interface Chain {
	leaf: Link;
	/** The issuer of the leaf first. */
	intermediates: Link[];
	root?: Link;
}

/** In whatever order they come; undefined where there is not exactly one that leads to all others. */
export function chainOf(pems: string[]): Chain | undefined {
	const links = pems.map(linkIn);
	if (!links.every((link) => link !== undefined)) return undefined;
	const others = [...links];
	const [leaf, second] = links.filter(({ certificate }) => !certificate.ca);
	if (!leaf || second) return undefined;
	others.splice(others.indexOf(leaf), 1);
	const path: Link[] = [];
	for (let link = leaf; others.length > 0; ) {
		const issuer = others.findIndex((other) => isSignedBy(link, other));
		const [next] = issuer < 0 ? [] : others.splice(issuer, 1);
		if (!next) return undefined;
		path.push(next);
		link = next;
	}
	const last = path.at(-1);
	const root = last && isSignedBy(last, last) ? path.pop() : undefined;
	return { leaf, intermediates: path, ...(root ? { root } : {}) };
}

function linkIn(text: string): Link | undefined {
	try {
		return {
			certificate: new X509Certificate(text),
			pem: `${text.trim().replace(/\r\n?/g, '\n')}\n`,
		};
	} catch {
		return undefined;
	}
}

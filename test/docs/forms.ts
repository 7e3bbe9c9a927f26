import { NODE_PAGES, pictureOf } from './nodePages';

/** A picture of every operation's form; `npm run docs` prints the page, the browser test the pictures. */
export const formsPage = (): string => `# Forms

Every operation as n8n's editor shows it when it is chosen, before anything is filled in. The
pictures are made by the browser test of the forms, which \`npm run docs\` runs.
What each field is for stands on the page of its node: ${Object.entries(NODE_PAGES)
	.map(([path, { node }]) => `[${node.description.displayName}](${path.replace('docs/', '')})`)
	.join(', ')}.

${Object.values(NODE_PAGES)
	.flatMap(({ node, map }) => [
		`## ${node.description.displayName}`,
		...Object.entries(map).flatMap(([resource, { name, operations }]) =>
			Object.entries(operations).map(([operation, spec]) => {
				const picture = pictureOf(node.description.name, resource, operation);
				const title = `${name} > ${spec.name}`;
				return `### ${title}\n\n<a id="${picture}"></a>\n\n![${title}](images/forms/${picture}.png)`;
			}),
		),
	])
	.join('\n\n')}
`;

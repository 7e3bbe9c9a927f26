import type {
	INodeParameters,
	INodeProperties,
	INodePropertyOptions,
	NodeParameterValueType,
} from 'n8n-workflow';

/** Fills in a form as somebody would who follows its placeholders. */

const DAY_MS = 86_400_000;
const DAYS_AHEAD = 30;

/** "e.g. 112233" suggests 112233. */
const suggestedBy = (placeholder = ''): string =>
	placeholder.startsWith('e.g. ') ? placeholder.slice('e.g. '.length) : '';

export const byId = (value: unknown): INodeParameters =>
	({ __rl: true, mode: 'id', value }) as INodeParameters;

export const choicesOf = ({ options = [] }: INodeProperties): unknown[] =>
	options
		.filter((option): option is INodePropertyOptions => 'value' in option)
		.map(({ value }) => value);

/** The value that the form itself suggests; empty where it suggests none. */
export function suggestionOf(field: INodeProperties): unknown {
	switch (field.type) {
		case 'resourceLocator': {
			const id = field.modes?.find(({ name }) => name === 'id');
			return byId(suggestedBy(id?.placeholder));
		}
		case 'string':
			return field.default || suggestedBy(field.placeholder);
		case 'dateTime':
			return new Date(Date.now() + DAYS_AHEAD * DAY_MS).toISOString();
		case 'options':
			return field.default || choicesOf(field)[0];
		case 'multiOptions':
			return choicesOf(field).slice(0, 1);
		default:
			return field.default;
	}
}

/** The value of a parameter, of a resource locator that which it locates. */
export const located = (value: unknown): unknown =>
	typeof value === 'object' && value !== null && 'value' in value ? value.value : value;

export const isEmpty = (value: unknown): boolean =>
	[undefined, null, ''].includes(located(value) as undefined);

/** Whether the form shows a field beside what is filled in so far. */
export function isShown(
	{ displayOptions: { show = {} } = {} }: INodeProperties,
	fields: INodeProperties[],
	parameters: INodeParameters,
): boolean {
	return Object.entries(show).every(([by, wanted = []]) => {
		const value = parameters[by] ?? fields.find(({ name }) => name === by)?.default;
		return wanted.some((one) => one === located(value));
	});
}

/** What the form shows, each field with what `valueOf` gives for it; undefined is left out. */
export async function fillIn(
	fields: INodeProperties[],
	valueOf: (field: INodeProperties) => Promise<unknown>,
): Promise<INodeParameters> {
	const parameters: INodeParameters = {};
	for (const field of fields) {
		if (field.type === 'notice' || !isShown(field, fields, parameters)) continue;
		const value = await valueOf(field);
		if (value !== undefined) parameters[field.name] = value as NodeParameterValueType;
	}
	return parameters;
}

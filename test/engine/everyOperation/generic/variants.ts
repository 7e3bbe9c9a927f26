import type { INodeParameters, INodeProperties, INodePropertyCollection } from 'n8n-workflow';

import {
	byId,
	choicesOf,
	isEmpty,
	isShown,
	located,
	suggestionOf,
} from '../../../support/operationForm';

/** Two forms that differ in one field only. */
export interface Variant {
	/** Names of the field and of what it is in, joined by dots. */
	path: string;
	without: INodeParameters;
	/** Values to try, one after the other; a field may be refused for one and taken for another. */
	others: INodeParameters[];
}

/** Text that some field or other takes. */
const TEXTS = [
	'4711',
	'other',
	'other@example.com',
	'NO',
	'other.example.com',
	'192.0.2.250',
	'-5#easterntime',
	'a94a8fe5ccb19ba61c4c0873d391e987982fbbd3',
];

const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString();

type Field = INodeProperties;
type Values = Record<string, unknown>;

const isField = (option: object): option is Field => 'type' in option;
const isGroup = (option: object): option is INodePropertyCollection => 'values' in option;

export interface Wanted {
	/** Values to try in a field, apart from the present one. */
	valuesOf(field: Field, present: unknown): unknown[];
	/** Required fields, too. */
	required?: true;
}

/** Every field of a form that is filled in, also within collections. */
export function variantsOf(
	fields: Field[],
	form: INodeParameters,
	wanted: Wanted = { valuesOf: othersOf },
): Variant[] {
	return variantsIn(fields, form as Values, (values) => values as INodeParameters, '', wanted);
}

function variantsIn(
	fields: Field[],
	values: Values,
	whole: (values: Values) => INodeParameters,
	prefix: string,
	wanted: Wanted,
): Variant[] {
	return fields.flatMap((field): Variant[] => {
		if (field.type === 'notice' || (field.required && !wanted.required)) return [];
		const path = `${prefix}${field.name}`;
		const shown = { ...values, ...deciding(field, fields, values) };
		const at = (value: unknown) => whole({ ...shown, [field.name]: value });
		const inner = field.options ?? [];
		if (field.type === 'collection') {
			const filled = { ...(field.default as object), ...(shown[field.name] as object) };
			return variantsIn(inner.filter(isField), filled, at, `${path}.`, wanted);
		}
		if (field.type === 'fixedCollection') {
			return inner
				.filter(isGroup)
				.flatMap((group) => groupVariants(field, group, shown[field.name], at, path, wanted));
		}
		const present = shown[field.name] ?? field.default;
		const others = wanted.valuesOf(field, present).map(at);
		const [first, ...rest] = others;
		// A form in which it must be filled in is none without it.
		return field.required && isEmpty(present) && first && rest.length > 0
			? [{ path, without: first, others: rest }]
			: [{ path, without: whole(shown), others }];
	});
}

function groupVariants(
	field: Field,
	{ name, values }: INodePropertyCollection,
	present: unknown,
	at: (value: unknown) => INodeParameters,
	path: string,
	wanted: Wanted,
): Variant[] {
	const many = field.typeOptions?.multipleValues === true;
	const grouped = (inner: Values) => at({ [name]: many ? [inner] : inner });
	const suggested = Object.fromEntries(values.map((inner) => [inner.name, firstOf(inner)]));
	const there = (present as Values | undefined)?.[name];
	const filled = { ...suggested, ...((Array.isArray(there) ? there[0] : there) as Values) };
	return variantsIn(values, filled, grouped, `${path}.${name}.`, wanted);
}

/** A key is looked up where it is left empty, and two of them contradict each other. */
const firstOf = (field: Field): unknown => {
	if (field.typeOptions?.password) return '';
	const suggested = suggestionOf(field);
	return field.type === 'string' && isEmpty(suggested) ? TEXTS[0] : suggested;
};

/** Values of the fields beside it under which a field is shown. */
function deciding(field: Field, fields: Field[], values: Values): Values {
	if (isShown(field, fields, values as INodeParameters)) return {};
	const { show = {} } = field.displayOptions ?? {};
	return Object.fromEntries(Object.entries(show).map(([by, wanted]) => [by, wanted?.[0]]));
}

/** Other values than the present one. */
export function othersOf(field: Field, present: unknown): unknown[] {
	const suggested = suggestionOf(field);
	switch (field.type) {
		case 'boolean':
			return [!present];
		case 'number': {
			const { minValue = 0, maxValue = Infinity } = field.typeOptions ?? {};
			const near = [minValue, Number(present) + 1, Number(present) - 1];
			return near.filter(
				(number) => number !== present && number >= minValue && number <= maxValue,
			);
		}
		case 'options':
			return [
				...choicesOf(field).filter((choice) => choice !== present),
				...(field.typeOptions?.loadOptionsMethod ? [22] : []),
			];
		case 'multiOptions':
			return choicesOf(field).map((choice) => [choice]);
		case 'dateTime':
			return [inDays(30), inDays(60)];
		case 'resourceLocator':
			return [located(suggested), `${String(located(suggested))}9`]
				.filter((id) => id !== located(present))
				.map(byId);
		case 'string':
			return [suggested, ...TEXTS].filter(
				(text) => !isEmpty(text) && text !== present && !String(text).startsWith('='),
			);
		default:
			return [];
	}
}

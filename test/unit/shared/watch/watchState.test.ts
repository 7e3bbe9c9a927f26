import type { Look, WatchState } from '../../../../nodes/shared/watch/watchState';
import { advance, begin, fromData, toData } from '../../../../nodes/shared/watch/watchState';

const NOW = Date.parse('2027-03-01T12:00:00Z');
const HOUR = 3_600_000;

const sighting = (thing: string, what: string, more: { since?: number; until?: number } = {}) => ({
	thing,
	what,
	until: NOW + 1000 * HOUR,
	json: {},
	...more,
});

const look = (...sightings: Look['sightings']): Look => ({
	sightings,
	looked: sightings.map(({ thing }) => thing),
	hint: {},
});

const started = (withWhatIsThere = false): WatchState => begin({ now: NOW, withWhatIsThere });

/** The events that looks tell, one look after the other. */
function told(looks: Look[], state = started(), isFirst = false): string[][] {
	let known = state;
	return looks.map((one, at) => {
		const { events, state: after } = advance(known, one, {
			now: NOW + at * HOUR,
			isFirst: isFirst && at === 0,
		});
		known = after;
		return events.map(({ eventId }) => eventId);
	});
}

describe('What was there before anybody watched', () => {
	const old = sighting('1', 'csr');
	const dated = sighting('2', 'done', { since: NOW - 24 * HOUR });

	test('is not told, then or later', () => {
		expect(told([look(old, dated), look(old, dated)], started(), true)).toEqual([[], []]);
	});

	test('is told once where that is wanted', () => {
		const [first, later] = told([look(old, dated), look(old, dated)], started(true), true);
		expect(first).toEqual(['1:csr', '2:done']);
		expect(later).toEqual([]);
	});

	test('by the date of the service, also where it is found only later', () => {
		const young = sighting('3', 'done', { since: NOW + 1 });
		expect(told([look(), look(dated, young)], started(), true)).toEqual([[], ['3:done']]);
	});

	test('without a date, and not among what was looked at then, is told when it is', () => {
		expect(told([look(), look(old)], started(), true)).toEqual([[], ['1:csr']]);
	});
});

describe('What was told', () => {
	const csr = sighting('1', 'csr');
	const release = sighting('1', 'release');
	const nothing: Look = { sightings: [], looked: ['1'], hint: {} };

	test('is not told again while it is so', () => {
		expect(told([look(csr), look(csr), look(csr)])).toEqual([['1:csr'], [], []]);
	});

	test('is not told again because nobody looked at it, or a list left it out', () => {
		const elsewhere = look(sighting('2', 'csr'));
		const empty: Look = { sightings: [], looked: [], hint: {} };
		expect(told([look(csr), empty, elsewhere, look(csr)])).toEqual([['1:csr'], [], ['2:csr'], []]);
	});

	test('is told again, by another name, when it was over in between', () => {
		expect(told([look(csr), nothing, look(csr), look(csr), look(release), look(csr)])).toEqual([
			['1:csr'],
			[],
			['1:csr:2'],
			[],
			['1:release'],
			['1:csr:3'],
		]);
	});

	test('of a thing says nothing of one whose name begins alike', () => {
		const other = sighting('11', 'csr');
		expect(told([look(csr, other), nothing, look(csr, other)])).toEqual([
			['1:csr', '11:csr'],
			[],
			['1:csr:2'],
		]);
	});

	test('is forgotten when it can no longer be found', () => {
		const short = sighting('1', 'csr', { until: NOW + HOUR / 2 });
		const { state } = advance(started(), look(short), { now: NOW, isFirst: false });
		expect(state.told.size).toBe(1);
		const later = advance(state, look(), { now: NOW + HOUR, isFirst: false });
		expect(later.state.told.size).toBe(0);
	});
});

describe('What n8n keeps', () => {
	const { state } = advance(started(), look(sighting('1', 'csr')), { now: NOW, isFirst: false });
	const kept = JSON.parse(JSON.stringify(toData('all', { ...state, hint: { last: 1 } })));

	test('is read as it was', () => {
		expect(fromData('all', kept)).toEqual({ ...state, hint: { last: 1 } });
	});

	test.each([
		['of other settings', fromData('other', kept)],
		['that is none', fromData('all', undefined)],
		['that somebody has written over', fromData('all', { of: 'all', told: 'nothing' })],
	])('%s begins anew', (_what, read) => {
		expect(read).toBeUndefined();
	});

	test('holds nothing twice: an entry that cannot be read is left out', () => {
		const read = fromData('all', { ...kept, told: { ...kept.told, '2:csr': 'x', '3:csr': [1e9] } });
		expect([...(read?.told.keys() ?? [])]).toEqual(['1:csr', '3:csr']);
	});
});

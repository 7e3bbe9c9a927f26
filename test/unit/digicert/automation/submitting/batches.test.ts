import {
	groupIntoCalls,
	LARGEST_CALL,
} from '../../../../../nodes/DigiCert/Automation/submitting/batches';

describe('Hosts of one call', () => {
	interface Placed {
		socket: string;
		settings?: string;
	}
	const by = {
		settings: ({ settings = '' }: Placed) => settings,
		socket: ({ socket }: Placed) => socket,
	};
	const callsFor = (hosts: Placed[]) => groupIntoCalls(hosts, by);

	it('share their settings', () => {
		const hosts = [
			{ socket: 'a', settings: 'x' },
			{ socket: 'b', settings: 'y' },
			{ socket: 'c', settings: 'x' },
		];
		const sockets = callsFor(hosts).map((call) => call.map(({ socket }) => socket));
		expect(sockets).toEqual([['a', 'c'], ['b']]);
	});

	it('do not share a socket, because the answer could not tell them apart', () => {
		const hosts = ['a', 'b', 'a', 'a', 'b'].map((socket) => ({ socket }));
		const sizes = callsFor(hosts).map((call) => call.map(({ socket }) => socket));
		expect(sizes).toEqual([['a', 'b'], ['a', 'b'], ['a']]);
	});

	it('are 500 at most, and none is lost', () => {
		const hosts = Array.from({ length: 1201 }, (_, at) => ({ socket: String(at) }));
		const calls = callsFor(hosts);
		expect(calls.map(({ length }) => length)).toEqual([LARGEST_CALL, LARGEST_CALL, 201]);
		expect(new Set(calls.flat()).size).toBe(1201);
	});
});

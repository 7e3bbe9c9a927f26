/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Socket } from 'node:net';

import type { Call } from '../sandbox/simulator/calls';
import type { SimulatorOptions } from '../sandbox/simulator/world';
import type { TestSimulator } from '../test/support/simulator';
import { startTestSimulator } from '../test/support/simulator';

/** Node's own channel for each TCP connection that a server of this process accepts. */
const ACCEPTED = 'net.server.socket';

/** A simulated account of its own: books, key, limits, faults, and what reached it. */
export interface Account extends TestSimulator {
	/** Connections accepted so far */
	connections(): number;
	/** Calls to the vendor's side so far */
	calls(): Call[];
}

export async function openAccount(options: SimulatorOptions = {}): Promise<Account> {
	const simulator = await startTestSimulator(options);
	let connections = 0;
	const count = (message: unknown) => {
		const { socket } = message as { socket: Socket };
		if (socket.localPort === simulator.port) connections++;
	};
	subscribe(ACCEPTED, count);
	return {
		...simulator,
		connections: () => connections,
		calls: () => simulator.world.calls.all(),
		stop: async () => {
			unsubscribe(ACCEPTED, count);
			await simulator.stop();
		},
	};
}

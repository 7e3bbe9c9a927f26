import { todayIn } from '../../../../nodes/shared/reader/dates';

afterEach(() => jest.useRealTimers());

test.each([
	['2026-11-27T10:59:59.999Z', 'UTC', '2026-11-27'],
	['2026-11-27T10:59:59.999Z', 'Pacific/Auckland', '2026-11-27'],
	['2026-11-27T11:00:00.000Z', 'Pacific/Auckland', '2026-11-28'],
	['2026-11-27T11:00:00.000Z', 'Asia/Kathmandu', '2026-11-27'],
	['2026-11-27T18:15:00.000Z', 'Asia/Kathmandu', '2026-11-28'],
	['2026-11-27T18:15:00.000Z', 'America/New_York', '2026-11-27'],
	['2026-11-27T18:15:00.000Z', 'Asia/Kathmandu', '2026-11-28'],
])('At %s it is in %s the %s, whatever was asked before', (now, zone, day) => {
	jest.useFakeTimers({ now: new Date(now) });
	expect(todayIn(zone)).toBe(day);
});

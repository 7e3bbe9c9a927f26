const PLATFORMS = [
	{ id: -1, name: 'OTHER' },
	{ id: 2, name: 'Apache' },
	{ id: 45, name: 'nginx' },
].map((platform) => ({
	...platform,
	install_url: `https://www.example.com/install/${platform.id}`,
	csr_url: `https://www.example.com/csr/${platform.id}`,
}));

export const SERVER_PLATFORMS = PLATFORMS;

export const serverPlatform = (id: number) => PLATFORMS.find((one) => one.id === id) ?? { id };

/* eslint-disable @n8n/community-nodes/no-restricted-globals */
const FOREIGN =
	/^(N8N_|DB_|EXECUTIONS_|QUEUE_|CREDENTIALS_|NODES_|WEBHOOK_|GENERIC_|JEST_|npm_|NODE_ENV$|NODE_OPTIONS$)/;

/** Nothing listens there: what should try to leave this machine is refused at once. */
const DEAD_END = 'http://127.0.0.1:9';
const LOOPBACK = '127.0.0.1,localhost,::1';

/** An n8n that talks to loopback only and does not inherit the settings of another one. */
export function quietEnvironment(): NodeJS.ProcessEnv {
	const inherited = Object.keys(process.env).filter((name) => FOREIGN.test(name));
	return {
		...Object.fromEntries(inherited.map((name) => [name, undefined])),
		HTTP_PROXY: DEAD_END,
		HTTPS_PROXY: DEAD_END,
		NO_PROXY: LOOPBACK,
		http_proxy: DEAD_END,
		https_proxy: DEAD_END,
		no_proxy: LOOPBACK,
		GENERIC_TIMEZONE: 'UTC',
		N8N_DIAGNOSTICS_ENABLED: 'false',
		N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
		N8N_VERSION_NOTIFICATIONS_WHATS_NEW_ENABLED: 'false',
		N8N_DYNAMIC_BANNERS_ENABLED: 'false',
		N8N_HIRING_BANNER_ENABLED: 'false',
		N8N_TEMPLATES_ENABLED: 'false',
		N8N_PERSONALIZATION_ENABLED: 'false',
		N8N_VERIFIED_PACKAGES_ENABLED: 'false',
		N8N_LICENSE_AUTO_RENEW_ENABLED: 'false',
		N8N_SECURE_COOKIE: 'false',
		N8N_PYTHON_ENABLED: 'false',
		N8N_ENFORCE_SETTINGS_FILE_PERMISSIONS: 'true',
		N8N_LOG_LEVEL: 'info',
		N8N_GRACEFUL_SHUTDOWN_TIMEOUT: '5',
		NO_COLOR: '1',
	};
}

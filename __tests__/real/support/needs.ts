interface Need {
  readonly file: string
  /** What has it. */
  readonly debianPackage: string
  /** The variable of the environment that names another file. */
  readonly variable: string
}

export const chromium: Need = {
  file: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
  debianPackage: 'chromium',
  variable: 'CHROMIUM_PATH',
}

export const haproxy: Need = {
  file: process.env['HAPROXY_PATH'] ?? '/usr/sbin/haproxy',
  debianPackage: 'haproxy',
  variable: 'HAPROXY_PATH',
}

export const nginx: Need = {
  file: process.env['NGINX_PATH'] ?? '/usr/sbin/nginx',
  debianPackage: 'nginx-light',
  variable: 'NGINX_PATH',
}

export const redisServer: Need = {
  file: process.env['REDIS_SERVER_PATH'] ?? '/usr/bin/redis-server',
  debianPackage: 'redis-server',
  variable: 'REDIS_SERVER_PATH',
}

/** All that the tests start. */
export const needs: readonly Need[] = [chromium, haproxy, nginx, redisServer]

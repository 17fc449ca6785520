import http from 'node:http'
import { describe } from '../options/describe'
import { invalidArgument, withCode } from '../options/invalid-argument'
import { isPlain } from '../options/is-plain'
import { nearest } from '../options/nearest'
import type { WarmUpHeaders, WarmUpOptions, WarmUpRequest } from '../types'

/** A request that is to be sent, with nothing left to decide. */
export interface PlannedRequest {
  readonly method: string
  readonly path: string
  readonly headers: http.OutgoingHttpHeaders
  readonly body: string | Uint8Array | undefined
}

const defaults: WarmUpHeaders = { Host: 'localhost', 'User-Agent': 'bootstrap-gate-warm-up' }

/** @throws TypeError for what cannot be sent */
export function planRequests(
  requests: readonly (string | WarmUpRequest)[],
  options: WarmUpOptions = {},
): PlannedRequest[] {
  if (!Array.isArray(requests) || requests.length === 0) {
    const allowed = 'an array of paths, or of objects with a `path`, with at least one of them'
    const given = Array.isArray(requests) ? [] : requests
    throw invalidArgument(TypeError, 'requests', allowed, given, isEmpty(requests))
  }
  checkKeys('options', options, ['headers'])
  const common = headersOf('options.headers', options.headers)
  const given = requests as readonly (string | WarmUpRequest)[]
  return given.map((request, index) => plan(`requests[${String(index)}]`, request, common))
}

function isEmpty(requests: unknown): string | undefined {
  return Array.isArray(requests) ? 'It is empty.' : undefined
}

function plan(name: string, given: string | WarmUpRequest, common: WarmUpHeaders): PlannedRequest {
  const request = typeof given === 'string' ? { path: given } : given
  checkKeys(name, request, ['path', 'method', 'headers', 'body'])
  const { path, method = 'GET', headers, body } = request
  checkPath(typeof given === 'string' ? name : `${name}.path`, path)
  checkMethod(`${name}.method`, method)
  if (body !== undefined && typeof body !== 'string' && !isBytes(body)) {
    throw invalidArgument(TypeError, `${name}.body`, 'a string or a Uint8Array', body)
  }
  return {
    method: method.toUpperCase(),
    path,
    headers: merge([defaults, common, headersOf(`${name}.headers`, headers)]),
    body,
  }
}

/** Of another realm as well, as in tests. */
function isBytes(body: unknown): boolean {
  return ArrayBuffer.isView(body) && Object.prototype.toString.call(body) === '[object Uint8Array]'
}

function checkKeys(name: string, given: unknown, keys: readonly string[]): void {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    const allowed = name === 'options' ? 'an object' : 'a path, or an object with a `path`'
    throw invalidArgument(TypeError, name, allowed, given)
  }
  const unknown = Object.keys(given).find((key) => !keys.includes(key))
  if (unknown === undefined) return
  throw withCode(
    new TypeError(
      `bootstrapGate: unknown key ${describe(unknown)} in \`${name}\`. ` +
        `Did you mean \`${nearest(unknown, keys)}\`? Allowed are ${keys.join(', ')}.`,
    ),
  )
}

function checkPath(name: string, path: unknown): void {
  // What Node refuses to send, and what would go to another host.
  if (typeof path === 'string' && /^\/[\x21-\xff]*$/.test(path)) return
  const advice =
    typeof path === 'string' && /^[a-z][a-z\d+.-]*:/i.test(path)
      ? 'Leave scheme and host out: a warm-up goes to the app that it is given.'
      : undefined
  const allowed = 'a path that begins with `/`, with everything escaped that a URL cannot hold'
  throw invalidArgument(TypeError, name, allowed, path, advice)
}

function checkMethod(name: string, method: unknown): void {
  if (
    typeof method === 'string' &&
    /^[\w!#$%&'*+.^`|~-]+$/.test(method) &&
    !/^connect$/i.test(method)
  ) {
    return
  }
  throw invalidArgument(TypeError, name, 'the name of an HTTP method other than CONNECT', method)
}

function headersOf(name: string, headers: unknown): WarmUpHeaders {
  if (headers === undefined) return {}
  if (typeof headers !== 'object' || headers === null || !isPlain(headers)) {
    throw invalidArgument(TypeError, name, 'a plain object', headers)
  }
  for (const [key, value] of Object.entries(headers as WarmUpHeaders)) checkHeader(name, key, value)
  return headers as WarmUpHeaders
}

function checkHeader(name: string, key: string, value: unknown): void {
  const values = Array.isArray(value) ? (value as unknown[]) : [value]
  try {
    http.validateHeaderName(key)
    for (const each of values) {
      if (typeof each !== 'number') http.validateHeaderValue(key, each as string)
    }
  } catch {
    const allowed =
      'made of names and values that HTTP allows: strings, numbers, or arrays of strings'
    throw invalidArgument(TypeError, `${name}[${describe(key)}]`, allowed, value)
  }
}

/** The later ones win, whatever the case of their names. */
function merge(all: readonly WarmUpHeaders[]): http.OutgoingHttpHeaders {
  const merged = new Map<string, [string, WarmUpHeaders[string]]>()
  for (const headers of all) {
    for (const [name, value] of Object.entries(headers))
      merged.set(name.toLowerCase(), [name, value])
  }
  return Object.fromEntries(merged.values()) as http.OutgoingHttpHeaders
}

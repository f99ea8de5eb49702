import type { FastifyRequest } from 'fastify';
import { addressKey } from '../../core/model/address-key.js';
import type { App } from './app.js';
import type { Device } from './devices/registry.js';
import { AppProblem } from './problem.js';

/** The device that asks. Throws `no-device` or `rate-limited`. */
export async function deviceOf(app: App, request: FastifyRequest): Promise<Device> {
  const bearer = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  const device = bearer === undefined ? undefined : await app.devices.verify(bearer);
  if (!device) throw new AppProblem('no-device');
  await app.limits.take('device.requests', device.id);
  return device;
}

export function addressOf(request: FastifyRequest): string {
  return addressKey(request.ip);
}

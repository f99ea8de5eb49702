import type { ChannelHost } from '../channel.js';
import type { AppConfig } from './config.js';
import { Devices } from './devices/registry.js';
import { DeviceFiles } from './files.js';
import { Limits } from './limits.js';
import { Waits } from './waits.js';

/** What the routes of one account share. */
export interface App {
  config: AppConfig;
  host: ChannelHost;
  devices: Devices;
  limits: Limits;
  files: DeviceFiles;
  waits: Waits;
  /** The device has everything up to this sequence: no notice is owed for it any more. */
  seen(deviceId: string, seq: number): Promise<void>;
}

export function createApp(config: AppConfig, host: ChannelHost, seen: App['seen']): App {
  return {
    config,
    host,
    seen,
    devices: new Devices(host, config.account),
    limits: new Limits(config.limits),
    files: new DeviceFiles(host, config.account, config.uploads.attachWithinDays * DAY_MS),
    waits: new Waits(),
  };
}

const DAY_MS = 86_400_000;

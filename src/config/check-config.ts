import { loadSettings, type SettingsSource } from './load-settings.js';
import { readCity } from './load-city.js';
import { ConfigError, type Problem } from './problem.js';

/** Everything wrong with the settings and the city's files; empty when the hub can start with them. */
export function checkConfig(source: SettingsSource = {}): Problem[] {
  try {
    return readCity(loadSettings(source).cityDir).problems;
  } catch (error) {
    if (error instanceof ConfigError) return [...error.problems];
    throw error;
  }
}

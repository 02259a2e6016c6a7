import type { Config } from './config';

/** The settings, for whoever is given them. */
export class Settings {
  constructor(readonly config: Config) {}
}

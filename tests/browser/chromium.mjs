// Chromium as the machine has it, driven without a download of its own and without a word to
// anybody but the site under test.

import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'chrome'];

// The flags keep the browser from calling home; the last two make text and colours the same on
// every machine that has the same fonts.
const FLAGS = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--font-render-hinting=none',
  '--force-color-profile=srgb',
];

function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The path of the browser: PESHORE_CHROMIUM, else the first known name on the search path. */
export function findChromium() {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const known = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  const path = [process.env.PESHORE_CHROMIUM ?? '', ...known].find((each) => each && isProgram(each));
  if (!path) {
    throw new Error('There is no Chromium here. `cargo xtask test` installs it.');
  }
  return path;
}

/** A running browser. Its sandbox needs an ordinary user, so only root goes without. */
export function launch() {
  return chromium.launch({
    executablePath: findChromium(),
    chromiumSandbox: process.getuid?.() !== 0,
    args: FLAGS,
  });
}

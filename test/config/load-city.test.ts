import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { checkConfig } from '../../src/config/check-config.js';
import { loadCity } from '../../src/config/load-city.js';
import { ConfigError } from '../../src/config/problem.js';
import { ConfigFolder } from './folder.js';

let folder: ConfigFolder;
beforeEach(() => {
  folder = new ConfigFolder();
});
afterEach(() => folder.remove());

const check = () => checkConfig({ configDir: folder.dir, env: {} });

test('the product’s own configuration has no problem', () => {
  expect(check()).toEqual([]);
});

describe('a mistake in a city is told with its file, path, what is wrong and how to mend it', () => {
  test.each([
    [
      'a hotline of a unit that is not there',
      'hotlines.json',
      '"unit": "local-tax"',
      '"unit": "locl-tax"',
      '$[0].unit',
      'there is no unit "locl-tax"',
    ],
    [
      'two hotlines with one number',
      'hotlines.json',
      '"id": "12333",\n    "dial": "12333"',
      '"id": "12315",\n    "dial": "12315"',
      '$[2].id',
      '"12315" is there twice',
    ],
    [
      'an id that does not say the extension',
      'hotlines.json',
      '"id": "12366-2"',
      '"id": "12366"',
      '$[0].id',
      'does not say dial and ext',
    ],
    [
      'a new line without the supervision office’s approval',
      'hotlines.json',
      '"planRow": 2,',
      '',
      '$[1]',
      'is not of the plan and has no approval',
    ],
    [
      'seats at a line that is no zone',
      'hotlines.json',
      '"planRow": 2,',
      '"planRow": 2, "seats": ["zhang"],',
      '$[1].seats',
      'has seats but is no zone',
    ],
    ['a mode that is none', 'hotlines.json', '"interlink"', '"linked"', '$[0].mode', 'expected one of'],
    [
      'a successor that is not there',
      'units.json',
      '"successors": ["tax"]',
      '"successors": ["taxes"]',
      '$[0].successors[0]',
      'there is no unit "taxes"',
    ],
    [
      'a unit that has ended and left nobody',
      'units.json',
      ',\n    "successors": ["tax"]',
      '',
      '$[0].successors',
      'nobody does its work',
    ],
    [
      'a unit that ends before it begins',
      'units.json',
      '"validTo": "2018-07-04"',
      '"validTo": "2016-07-04"',
      '$[0].validTo',
      'before it begins',
    ],
    [
      'reforms in a circle',
      'units.json',
      '"validFrom": "2018-07-05"',
      '"validFrom": "2018-07-05", "validTo": "2020-01-01", "successors": ["local-tax"]',
      '$[0].successors',
      'lead back',
    ],
    [
      'a misspelt optional key',
      'units.json',
      '"successors": ["tax"]',
      '"successors": ["tax"], "successor": ["tax"]',
      '$[0].successor',
      'not known',
    ],
    [
      'a town in a county that is not there',
      'regions.json',
      '"parent": "320902"',
      '"parent": "320999"',
      '$[10].parent',
      'there is no county "320999"',
    ],
    [
      'a name for two places',
      'regions.json',
      '"亭湖"',
      '"亭湖", "盐都"',
      '$[1]',
      '"盐都" already means another place',
    ],
    [
      'a category of a unit that is not there',
      'categories.json',
      '"unit": "housing-fund"',
      '"unit": "fund"',
      '$[8].unit',
      'there is no unit "fund"',
    ],
    [
      'a leaf that nobody handles',
      'categories.json',
      '"unit": "housing-fund",',
      '',
      '$[8].unit',
      'nobody handles',
    ],
    [
      'a leaf under the wrong branch',
      'categories.json',
      '"parent": "FW"',
      '"parent": "CG"',
      '$[1].parent',
      'does not lie under',
    ],
    [
      'a form that asks for nothing',
      'forms.json',
      '"kind": "matter"',
      '"kind": "text"',
      '$[0].fields',
      'no field asks what the matter is',
    ],
    [
      'a type without a form',
      'forms.json',
      '"type": "praise"',
      '"type": "other"',
      '$',
      'no form for "praise"',
    ],
    [
      'a limit for a category that is not there',
      'deadlines.json',
      '"GY01"',
      '"GX01"',
      '$.rules[1].when.categories[0]',
      'no category begins with "GX01"',
    ],
    [
      'a type without a limit',
      'deadlines.json',
      '"types": ["praise"]',
      '"types": ["help"]',
      '$.rules',
      'fits an ordinary ticket of type "praise"',
    ],
    [
      'lunch before the morning',
      'deadlines.json',
      '"from": "14:00"',
      '"from": "11:00"',
      '$.workingHours[1]',
      'not an interval after',
    ],
    [
      'a zone that is none',
      'deadlines.json',
      'Asia/Shanghai',
      'Asia/Yancheng',
      '$.timezone',
      '"Asia/Yancheng" is not known',
    ],
    [
      'a day that is none',
      'holidays/2024.json',
      '2024-02-18',
      '2024-02-30',
      '$.days[10].date',
      'no day of the calendar',
    ],
    [
      'a day listed twice',
      'holidays/2024.json',
      '2024-02-18',
      '2024-02-17',
      '$.days[10].date',
      'is there twice',
    ],
    [
      'a day of another year',
      'holidays/2024.json',
      '2024-02-18',
      '2023-02-18',
      '$.days[10].date',
      'does not belong to the table of 2024',
    ],
    [
      'words for a category that is not there',
      'lexicon/categories.json',
      '"FW08"',
      '"FW80"',
      '$.FW80',
      'there is no category "FW80"',
    ],
    [
      'an intent that is none',
      'lexicon/intents.json',
      '"progress"',
      '"progres"',
      '$.progres',
      'there is no intent "progres"',
    ],
    [
      'a pattern that does not compile',
      'lexicon/intents.json',
      '"/^人工$/"',
      '"/^(人工$/"',
      '$.human[1].words',
      'is not a regular expression',
    ],
    [
      'a pattern that fits everything',
      'lexicon/intents.json',
      '"/^人工$/"',
      '"/人工|/"',
      '$.human[1].words',
      'matches an empty text',
    ],
    [
      'a danger sent to a number that is not there',
      'lexicon/danger.json',
      '"hotlines": ["119", "120"]',
      '"hotlines": ["911", "120"]',
      '$[0].hotlines[0]',
      'there is no hotline "911"',
    ],
  ])('%s', (_what, name, from, to, path, problem) => {
    const file = folder.spoil(name, from, to);
    expect(check()).toContainEqual({
      file,
      path,
      problem: expect.stringContaining(problem),
      mend: expect.stringMatching(/^[A-Z].+/),
    });
  });

  test('a file that is not JSON', () => {
    const file = folder.spoil('profile.json', '"id"', 'id');
    expect(check()).toEqual([
      { file, path: '$', problem: expect.stringContaining('not JSON'), mend: expect.anything() },
    ]);
  });

  test('a file and a folder that are missing', () => {
    rmSync(join(folder.city, 'units.json'));
    rmSync(join(folder.city, 'holidays'), { recursive: true });
    expect(check().map(({ file }) => file)).toEqual([
      join(folder.city, 'holidays'),
      join(folder.city, 'units.json'),
    ]);
  });

  test('every mistake at once, and the hub does not start on them', () => {
    folder.spoil('units.json', '"successors": ["tax"]', '"successors": ["taxes"]');
    folder.spoil('hotlines.json', '"unit": "human-resources"', '"unit": "nobody"');
    expect(() => loadCity(folder.city)).toThrow(ConfigError);
    expect(() => loadCity(folder.city)).toThrow(/no unit "taxes"[^]*no unit "nobody"/);
  });
});

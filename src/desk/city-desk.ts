import { relative } from 'node:path';
import { crossCheck } from '../config/checks/cross-check.js';
import { type ChangedFile, cityFileNames, readCity } from '../config/load-city.js';
import { jsonPath, type Problem } from '../config/problem.js';
import { workingCalendar } from '../core/deadline/calendar.js';
import { type ReadNotice, readHolidayNotice } from '../core/deadline/holiday-notice.js';
import { HubError } from '../core/errors.js';
import type { City, DeadlineRules, HolidayYear } from '../core/model/city.js';
import type { Clock, TicketRepository } from '../core/ports.js';
import { rulesVersioned } from '../store/city-version-store.js';
import { type MovedClocks, moveClocks } from './moved-clocks.js';

export interface CityDeskDeps {
  /** As the hub runs with it. */
  city: City;
  cityDir: string;
  tickets: Pick<TicketRepository, 'openAfter'>;
  readonly rulesOf: (cityVersion: string) => Pick<City, 'deadlines'>;
  clock: Clock;
}

/** The configuration in force, and how its files stand now. */
export interface CityState {
  city: City;
  /** The files say something else than the hub runs with: it has to be started anew. */
  changedOnDisk: boolean;
  problems: Problem[];
}

/** 城市配置: what is in force, and what a change would do. Nothing here writes a file. */
export class CityDesk {
  constructor(private readonly deps: CityDeskDeps) {}

  state(): CityState {
    const { city, cityDir } = this.deps;
    const { city: onDisk, problems } = readCity(cityDir);
    const same = onDisk !== undefined && JSON.stringify(rulesVersioned(onDisk)) === JSON.stringify(city);
    return { city, changedOnDisk: !same, problems: this.shortened(problems) };
  }

  /** What `hub config check` would say of the city with this file in place of its own. */
  check(changed: ChangedFile): Problem[] {
    const { cityDir } = this.deps;
    if (!cityFileNames(cityDir, changed).includes(changed.name)) {
      const fields = cityFileNames(cityDir).map((name) => ({ path: 'name', message: name }));
      const hint = '请使用 fields 中列出的文件名，或 holidays/<年份>.json';
      throw new HubError('bad-input', 'city-file-unknown', '城市配置里没有这个文件', hint, { fields });
    }
    return this.shortened(readCity(cityDir, changed).problems);
  }

  /** Which clocks of open tickets would run out at another time. */
  async previewDeadlines(change: {
    deadlines?: DeadlineRules;
    holidays?: HolidayYear;
  }): Promise<MovedClocks> {
    const { tickets, rulesOf } = this.deps;
    const next = changedCity(this.deps.city, change);
    const findings = crossCheck(next);
    if (findings.length > 0) {
      const fields = findings.map(({ path, problem, mend }) => ({
        path: jsonPath(path),
        message: `${problem}. ${mend}.`,
      }));
      const hint = '请按 fields 里逐项列出的说明修改';
      throw new HubError('bad-input', 'city-change-invalid', '改动后的配置不能使用', hint, { fields });
    }
    const calendar = workingCalendar(next.deadlines, next.holidays);
    return moveClocks(tickets, { rulesOf, calendar, newRules: change.deadlines });
  }

  /** A notice read into a table, and what the whole configuration would say of it. */
  importNotice(text: string, year?: number): ReadNotice & { file?: ChangedFile; configProblems: Problem[] } {
    const read = readHolidayNotice(text, year);
    if (!read.table) return { ...read, configProblems: [] };
    const name = `holidays/${String(read.table.year)}.json`;
    const file = { name, content: `${JSON.stringify(read.table, null, 2)}\n` };
    return { ...read, file, configProblems: this.check(file) };
  }

  /** Where files lie on the machine is nobody's business over HTTP. */
  private shortened(problems: readonly Problem[]): Problem[] {
    return problems.map((one) => ({ ...one, file: relative(this.deps.cityDir, one.file) }));
  }
}

function changedCity(city: City, change: { deadlines?: DeadlineRules; holidays?: HolidayYear }): City {
  const { deadlines = city.deadlines, holidays } = change;
  const others = city.holidays.filter(({ year }) => year !== holidays?.year);
  return { ...city, deadlines, holidays: holidays ? [...others, holidays] : city.holidays };
}

import { z } from 'zod';
import { DeadlineRules, HolidayYear } from '../../core/model/city.js';
import type { Clock } from '../../core/ports.js';
import type { CityDesk } from '../../desk/city-desk.js';
import { authorise } from '../auth/session-gate.js';
import { PROBLEMS, type TypedApp } from '../http.js';
import {
  CityView,
  cityView,
  ConfigProblem,
  DeadlinePreview,
  NoticeView,
  noticeView,
  previewView,
} from '../views/city-view.js';

const tags = ['city'];
const NOTICE = '一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。';

/** The city’s configuration: read, and changes to it tried. Files are changed by the engineer, not from here. */
export function adminCityRoutes(app: TypedApp, { desk, clock }: { desk: CityDesk; clock: Clock }): void {
  app.addHook('preHandler', async (request) => void authorise(request, 'city.check'));

  app.get(
    '/city',
    {
      schema: {
        summary: 'The configuration of the city in force, and what is wrong with its files',
        tags,
        response: { 200: CityView, ...PROBLEMS },
      },
    },
    async () => cityView(desk.state(), clock.now()),
  );

  app.post(
    '/city/check',
    {
      schema: {
        summary: 'What `hub config check` would say with one file changed; nothing is applied',
        tags,
        body: z
          .strictObject({ name: z.string().min(1).max(100), content: z.string() })
          .meta({ examples: [{ name: 'holidays/2027.json', content: '{"year": 2027, …}' }] }),
        response: { 200: z.object({ problems: z.array(ConfigProblem) }), ...PROBLEMS },
      },
    },
    async (request) => ({ problems: desk.check(request.body) }),
  );

  app.post(
    '/city/deadlines/preview',
    {
      schema: {
        summary: 'Which clocks of open tickets other limits or another table of days off would move',
        tags,
        body: z
          .strictObject({
            deadlines: DeadlineRules.optional().meta({ description: 'As in deadlines.json' }),
            holidays: HolidayYear.optional().meta({ description: 'As in holidays/<year>.json' }),
          })
          .refine(({ deadlines, holidays }) => deadlines ?? holidays, '请给出时限规则或放假表'),
        response: { 200: DeadlinePreview, ...PROBLEMS },
      },
    },
    async (request) => previewView(await desk.previewDeadlines(request.body)),
  );

  app.post(
    '/city/calendar/import',
    {
      schema: {
        summary: 'Read an official notice of days off (国务院办公厅) into a table, to be checked and saved',
        tags,
        body: z
          .strictObject({
            text: z.string().min(1).max(20_000),
            year: z.number().int().min(2000).max(2100).optional(),
          })
          .meta({ examples: [{ text: NOTICE, year: 2026 }] }),
        response: { 200: NoticeView, ...PROBLEMS },
      },
    },
    async (request) => noticeView(desk.importNotice(request.body.text, request.body.year)),
  );
}
